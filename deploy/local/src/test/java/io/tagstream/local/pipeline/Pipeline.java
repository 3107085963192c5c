package io.tagstream.local.pipeline;

import io.tagstream.app.run.Settings;
import io.tagstream.app.run.StopSignal;
import io.tagstream.app.run.StreamsProcess;
import io.tagstream.app.run.Topics;
import io.tagstream.model.Tagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.serving.SingleTagger;
import io.tagstream.model.serving.Taggers;
import io.tagstream.model.stream.StreamTagger;
import io.tagstream.testkit.DictionaryTagger;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A tagging application on a cluster, as {@code run} starts it, with a model that knows cities or
 * another of {@link Model}.
 */
final class Pipeline implements AutoCloseable {
  /** A text in which this occurs makes the model fail. */
  static final String POISON = "poison";

  /** Which {@link Model} the application has; the cities without it. */
  static final String MODEL = "test.model";

  /** Models of tests. */
  enum Model {
    /** Knows cities, and no streams. */
    CITIES,
    /** Reads streams; its weights are random. */
    STREAMS,
    /** Reads streams; the one that ships. */
    ASSISTANT,
    /** Random as {@link #STREAMS}, with its state outside the store: wrong. */
    OUTSIDE,
    /** Random as {@link #STREAMS}, and what is tagged ahead is tagged without its state: wrong. */
    HASTY;

    Tagger open() {
      return switch (this) {
        case CITIES -> tagger();
        case STREAMS -> streams();
        case ASSISTANT -> Bundles.open("assistant").tagger();
        case OUTSIDE -> new OutsideTagger(streams());
        case HASTY -> new HastyTagger(streams());
      };
    }

    private static StreamTagger streams() {
      return Bundles.open(
              "../../model/inference/src/test/resources/io/tagstream/bundles/tiny-streams")
          .tagger();
    }
  }

  private final StopSignal stop = StopSignal.install();
  private final Taggers taggers;
  private final StreamsProcess process;

  private Pipeline(Settings settings) {
    Object model = settings.tagging().originals().getOrDefault(MODEL, Model.CITIES.name());
    taggers = new SingleTagger(Model.valueOf(model.toString()).open());
    process = StreamsProcess.start(settings, taggers, stop);
  }

  /** Starts an application; its topics exist. */
  static Pipeline start(Settings settings) {
    return new Pipeline(settings);
  }

  /**
   * Returns settings of an application, and makes its topics.
   *
   * @param client where broker and registry are
   * @param stateDirectory of Kafka Streams
   * @param more settings that differ from the defaults
   */
  static Settings settings(
      Map<String, Object> client, Path stateDirectory, Map<String, String> more) {
    Map<String, Object> settings = new TreeMap<>(client);
    settings.put("application.id", "pipeline");
    settings.put("state.dir", stateDirectory.toString());
    settings.putAll(more);
    Settings checked = Settings.of(settings);
    new Topics(checked).create(Topics.of(checked.tagging()), Optional.of(1));
    return checked;
  }

  static Tagger tagger() {
    return DictionaryTagger.builder()
        .label("city", "Oslo|Lyon|Leeds")
        .sentenceClass("Weather", "rain")
        .sentenceClass("Other", "")
        .failOn(POISON)
        .build();
  }

  /** Waits until the application is to end. */
  void awaitEnd() throws InterruptedException {
    stop.await();
  }

  /** Fails if the streams have given up. */
  void requireAlive() {
    process.requireAlive();
  }

  @Override
  public void close() {
    process.close();
    taggers.close();
    stop.close();
  }
}
