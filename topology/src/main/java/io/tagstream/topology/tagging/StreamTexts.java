package io.tagstream.topology.tagging;

import io.tagstream.model.Tagger;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamStateCodec;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.text.LanguageTag;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.ModelChange;
import io.tagstream.topology.config.StreamSettings;
import io.tagstream.topology.deadletter.RejectedEventException;
import io.tagstream.topology.state.StreamHeader;
import io.tagstream.topology.state.StreamRecord;
import io.tagstream.topology.tagging.TaggingAnswer.After;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tags the texts of a key as one stream, reading on where the text before stopped, or where another
 * model did.
 */
final class StreamTexts implements TextKind<StreamTexts.StreamText> {
  private static final Logger log = LoggerFactory.getLogger(StreamTexts.class);

  private final TextEvents events;
  private final ReadingModels models;
  private final StreamStateCodec codec;
  private final LoneTextAssembler endAssembler;
  private final StreamTextAssembler assembler;
  private final ModelChange modelChange;

  /** Which models took over from which, as far as the log has it; few. */
  private final Set<String> saidChanges = new HashSet<>();

  /**
   * A text of a stream.
   *
   * @param event null where the stream ends without a text
   * @param header what is remembered of the stream after it, besides the model's state
   * @param gap whether an event before it was lost
   * @param question what the model is asked
   * @param model as it is leased; the output may be provisional where this is not
   */
  record StreamText(
      @Nullable TextEvent event,
      StreamHeader header,
      boolean gap,
      StreamEvent question,
      ReadingModel reading,
      ModelUse model,
      SourceCoordinates source)
      implements PendingText {
    @Override
    public Tagger tagger() {
      return reading.tagger();
    }

    @Override
    public String content() {
      return question.text();
    }

    ModelUse outputModel() {
      return model.orProvisional(header.provisional());
    }
  }

  StreamTexts(TextEvents events, StreamSettings settings, OutputForm form) {
    this.events = events;
    this.models = new ReadingModels(settings);
    this.codec = StreamRecord.codec(settings.precision());
    this.endAssembler = new LoneTextAssembler(form);
    this.assembler = new StreamTextAssembler(form);
    this.modelChange = settings.modelChange();
  }

  @Override
  public TextReading<StreamText> read(TaggingInput input, Leases leases)
      throws RejectedEventException {
    TextRecord text = input.text();
    TextEvent event = events.read(text);
    StreamRecord before = input.stream() == null ? null : StreamRecord.read(input.stream());
    long timestamp = StreamRecord.timestampAfter(input.stream(), text.timestamp());
    TaggerLease lease = leases.at(input.route(), timestamp);
    ReadingModel reading = models.with(lease.tagger());
    ModelUse model = ModelUse.of(lease);
    boolean gap = hasGap(before);
    boolean provisional = isProvisional(model, before);
    StreamRecord stream = goingOn(reading, before);
    if (event == null && stream == null) {
      ModelUse outputModel = model.orProvisional(provisional);
      return new TextReading.Answered<>(
          TaggingAnswer.last(
              endAssembler.assembleTombstone(gap, outputModel, text.source()), model));
    }
    return new TextReading.Pending<>(
        new StreamText(
            event,
            header(stream, timestamp, provisional, text.source(), reading),
            gap,
            question(stream, event, reading),
            reading,
            model,
            text.source()));
  }

  @Override
  public List<TaggingAnswer> answer(List<StreamText> texts) {
    List<StreamStep> steps =
        texts.get(0).reading().read(texts.stream().map(StreamText::question).toList());
    List<TaggingAnswer> answers = new ArrayList<>(texts.size());
    for (StreamText text : texts) {
      answers.add(answer(text, steps.get(answers.size())));
    }
    return answers;
  }

  /** Returns the stream if it goes on with a model; null if it begins, or begins anew. */
  private @Nullable StreamRecord goingOn(ReadingModel model, @Nullable StreamRecord before) {
    if (before == null || before.header().fits(model.id().digest(), model.rules())) {
      return before;
    }
    // What an event is decides what is kept of it, so streams of another mode do not go on.
    boolean goesOn =
        modelChange == ModelChange.REENCODE
            && before.header().rules().mode() == model.rules().mode();
    String change =
        "Streams that model %s read by %s %s with model %s and %s"
            .formatted(
                before.header().modelDigest(),
                before.header().rules(),
                goesOn ? "go on" : "begin anew",
                model.id().digest(),
                model.rules());
    if (saidChanges.add(change)) {
      log.info(change);
    }
    return goesOn ? before : null;
  }

  /**
   * Returns whether a replay might say something else. It might wherever it might have before, also
   * where the stream begins anew for another model: that model may have come earlier then.
   */
  private static boolean isProvisional(ModelUse model, @Nullable StreamRecord before) {
    return model.provisional() || (before != null && before.header().provisional());
  }

  private static StreamHeader header(
      @Nullable StreamRecord stream,
      long timestamp,
      boolean provisional,
      SourceCoordinates source,
      ReadingModel model) {
    return new StreamHeader(
        timestamp,
        false,
        provisional,
        stream == null ? source.getOffset() : stream.header().generation(),
        source.getOffset(),
        model.rules(),
        model.id().digest());
  }

  private StreamEvent question(
      @Nullable StreamRecord stream, @Nullable TextEvent event, ReadingModel model) {
    StreamState state = stream == null ? null : state(stream, model);
    return event == null
        ? new StreamEvent(state, "", null, true)
        : new StreamEvent(
            state, event.getText(), LanguageTag.parse(event.getLanguage()), event.getEndOfStream());
  }

  private StreamState state(StreamRecord stream, ReadingModel model) {
    StreamState state = stream.state(codec);
    return stream.header().fits(model.id().digest(), model.rules())
        ? state
        : state.forAnotherModel();
  }

  /**
   * Returns whether an event of the key was lost, also where the stream begins anew since: whoever
   * reads on is to know.
   */
  private static boolean hasGap(@Nullable StreamRecord before) {
    return before != null && before.header().gap();
  }

  private TaggingAnswer answer(StreamText text, StreamStep step) {
    boolean ends = text.question().ends();
    StreamPosition position =
        new StreamPosition(
            text.header().generation(), step.begin(), ends, text.gap(), step.finalAfter());
    TaggedText taggedText =
        assembler.assemble(text.event(), position, step, text.outputModel(), text.source());
    return ends
        ? TaggingAnswer.last(taggedText, text.model())
        : new TaggingAnswer(
            taggedText,
            text.model(),
            new After.GoesOn(StreamRecord.encode(text.header(), step.state(), codec)));
  }
}
