package io.tagstream.topology.tagging;

import io.tagstream.model.ModelFailedException;
import io.tagstream.model.Tagger;
import io.tagstream.model.TaggingException;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.deadletter.RejectedEventException;
import io.tagstream.topology.tagging.TaggingResult.Answered;
import io.tagstream.topology.tagging.TaggingResult.Failed;
import io.tagstream.topology.tagging.TaggingResult.Rejected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The way from input records to tagged texts: read, check, tag, assemble. It changes nothing and
 * remembers nothing, so that an answer may be thrown away: what is remembered of a stream comes in
 * with the record and goes out with the answer. The same input and model give the same answer,
 * alone and among others. Used by one thread at a time.
 */
public final class TextTagging implements AutoCloseable {
  private final Taggers taggers;
  private final TextEvents events;
  private final TextRoutes routes;
  private final LoneTexts loneTexts;

  /** Null where every text stands on its own. */
  private final @Nullable StreamTexts streamTexts;

  /**
   * @param taggers the models; closed by the caller after this
   */
  public TextTagging(TaggingConfig config, Taggers taggers) {
    OutputForm form = OutputForm.of(config);
    this.taggers = taggers;
    this.events = new TextEvents(config);
    this.routes = new TextRoutes(config.models(), events);
    this.loneTexts = new LoneTexts(events, form);
    this.streamTexts =
        config.streams().mode().keepsState()
            ? new StreamTexts(events, config.streams(), form)
            : null;
  }

  /**
   * Refuses a model in force that does not read streams where {@code tagstream.stream.mode} asks
   * for one that does.
   *
   * @param now wall-clock time in milliseconds since the epoch
   * @throws org.apache.kafka.common.config.ConfigException if it does not
   */
  public static void requireModel(TaggingConfig config, Taggers taggers, long now) {
    for (String route : config.models().routes()) {
      try (TaggerLease lease = taggers.at(route, now)) {
        requireFit(config, lease.tagger());
      }
    }
  }

  /**
   * Refuses a model that does not read streams where {@code tagstream.stream.mode} asks for one
   * that does.
   *
   * @throws org.apache.kafka.common.config.ConfigException if it does not
   */
  public static void requireFit(TaggingConfig config, Tagger tagger) {
    if (config.streams().mode().keepsState()) {
      new ReadingModels(config.streams()).with(tagger);
    }
  }

  /**
   * Returns the route of a record.
   *
   * @throws RejectedEventException if it names one that is not there, or cannot be read
   */
  public String routeOf(TextRecord text) throws RejectedEventException {
    return routes.of(text);
  }

  /** Returns the route of a record, or null if it names none that is there or cannot be read. */
  public @Nullable String findRoute(TextRecord text) {
    try {
      return routes.of(text);
    } catch (RejectedEventException rejection) {
      return null;
    }
  }

  /** Returns the route of a record as far as it can be told without reading its value. */
  public String likelyRouteOf(TextRecord text) {
    return routes.inHeaderOf(text);
  }

  /** Waits until it is known which model is in force for a record whose turn has come. */
  public void awaitModel(TaggingInput input) {
    taggers.awaitKnown(input.modelTime());
  }

  /**
   * Tags one record.
   *
   * @throws RejectedEventException if this record cannot be tagged, now or later
   */
  public TaggingAnswer tag(TaggingInput input) throws RejectedEventException {
    return tag(List.of(input)).get(0).orThrow();
  }

  /**
   * Tags records of different streams, with as few calls of the model as can be. Once something
   * other than a record has failed, those behind it are not tried.
   *
   * @return one result a record, in the order of {@code inputs}
   */
  public List<TaggingResult> tag(List<TaggingInput> inputs) {
    TaggingResult[] results = new TaggingResult[inputs.size()];
    int[] all = IntStream.range(0, inputs.size()).toArray();
    try (Leases leases = new Leases(taggers)) {
      if (streamTexts == null) {
        tag(loneTexts, inputs, all, leases, results);
      } else {
        tag(loneTexts, inputs, only(all, i -> !isOfStream(inputs.get(i))), leases, results);
        tag(streamTexts, inputs, only(all, i -> isOfStream(inputs.get(i))), leases, results);
      }
    }
    return Arrays.asList(results);
  }

  /** Returns the model in force for a record. */
  public ModelUse modelFor(TaggingInput input) {
    try (TaggerLease lease = taggers.at(input.route(), input.modelTime())) {
      return ModelUse.of(lease);
    }
  }

  @Override
  public void close() {
    events.close();
  }

  private static boolean isOfStream(TaggingInput input) {
    return input.text().key() != null;
  }

  private static int[] only(int[] places, IntPredicate wanted) {
    return Arrays.stream(places).filter(wanted).toArray();
  }

  /** A text and its place among the inputs. */
  private record Placed<P>(P text, int place) {}

  private <P extends PendingText> void tag(
      TextKind<P> kind,
      List<TaggingInput> inputs,
      int[] places,
      Leases leases,
      TaggingResult[] results) {
    List<Placed<P>> pending = read(kind, inputs, places, leases, results);
    while (!pending.isEmpty()) {
      // One group, but for the moment when another model comes into force.
      Placed<P> first = pending.get(0);
      List<Placed<P>> group =
          pending.stream().filter(text -> text.text().tagger() == first.text().tagger()).toList();
      answer(kind, group, results);
      pending.removeAll(group);
    }
  }

  /** Reads records; returns those that the model is to be asked about. */
  private static <P extends PendingText> List<Placed<P>> read(
      TextKind<P> kind,
      List<TaggingInput> inputs,
      int[] places,
      Leases leases,
      TaggingResult[] results) {
    List<Placed<P>> pending = new ArrayList<>(places.length);
    for (int i = 0; i < places.length; i++) {
      int place = places[i];
      try {
        TextReading<P> reading = kind.read(inputs.get(place), leases);
        if (reading instanceof TextReading.Pending<P> text) {
          pending.add(new Placed<>(text.text(), place));
        } else if (reading instanceof TextReading.Answered<P> answered) {
          results[place] = new Answered(answered.answer());
        }
      } catch (RejectedEventException rejection) {
        results[place] = new Rejected(rejection);
      } catch (RuntimeException failure) {
        // The others would fail alike, and each may wait for a registry that is away.
        Arrays.stream(places, i, places.length)
            .forEach(other -> results[other] = new Failed(failure));
        break;
      }
    }
    return pending;
  }

  private <P extends PendingText> void answer(
      TextKind<P> kind, List<Placed<P>> group, TaggingResult[] results) {
    try {
      List<TaggingAnswer> answers = kind.answer(group.stream().map(Placed::text).toList());
      for (int i = 0; i < answers.size(); i++) {
        results[group.get(i).place()] = new Answered(answers.get(i));
      }
    } catch (TaggingException failure) {
      if (group.size() == 1) {
        Placed<P> only = group.get(0);
        results[only.place()] =
            new Rejected(TextEvents.modelFailed(only.text().content(), failure));
      } else {
        // One of them is at fault; alone, each of the others is tagged.
        group.forEach(text -> answer(kind, List.of(text), results));
      }
    } catch (ModelFailedException failure) {
      taggers.failed(group.get(0).text().tagger().model());
      group.forEach(text -> results[text.place()] = new Failed(failure));
    } catch (RuntimeException failure) {
      group.forEach(text -> results[text.place()] = new Failed(failure));
    }
  }
}
