package io.tagstream.topology.process;

import io.tagstream.model.TaggingException;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.serving.Taggers;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.text.LanguageTag;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.StreamSettings;
import io.tagstream.topology.deadletter.RejectedEventException;
import io.tagstream.topology.process.TaggingAnswer.After;
import io.tagstream.topology.state.StreamHeader;
import io.tagstream.topology.state.StreamMemory;
import io.tagstream.topology.state.StreamRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tags the texts of a key as one stream, reading on where the text before stopped. A text without a
 * key stands on its own. Belongs to one task and its thread.
 */
final class StreamTexts implements TextTagging {
  private static final Logger log = LoggerFactory.getLogger(StreamTexts.class);

  private final TextEvents events;

  /** Closes the events, too. */
  private final LoneTexts loneTexts;

  private final Taggers taggers;
  private final ReadingModels models;
  private final StreamMemory memory;
  private final LoneTextAssembler endAssembler;
  private final StreamTextAssembler assembler;
  private boolean saidThatStreamsBeginAnew;

  /**
   * @param context of the processor, which the store of streams is connected to
   * @throws org.apache.kafka.common.config.ConfigException if the application might apply a text
   *     twice and nobody allowed it
   */
  StreamTexts(TaggingSettings settings, ProcessorContext<?, ?> context) {
    StreamSettings streams = settings.config().streams();
    streams.requireExactlyOnce(context.appConfigs());
    OutputForm form = OutputForm.of(settings.config());
    this.taggers = settings.taggers();
    this.models = new ReadingModels(streams);
    this.memory = new StreamMemory(context, streams);
    this.endAssembler = new LoneTextAssembler(form);
    this.assembler = new StreamTextAssembler(form);
    this.events = new TextEvents(settings.config());
    this.loneTexts = new LoneTexts(settings, events);
  }

  @Override
  public TaggingAnswer tag(Record<byte[], byte[]> record, SourceCoordinates source)
      throws RejectedEventException {
    if (record.key() == null) {
      return loneTexts.tag(record, source);
    }
    TextEvent event = record.value() == null ? null : events.read(record, source);
    StreamRecord before = memory.find(record.key());
    long timestamp =
        before == null
            ? record.timestamp()
            : Math.max(before.header().timestamp(), record.timestamp());
    try (TaggerLease lease = taggers.at(Taggers.DEFAULT_ROUTE, timestamp)) {
      ReadingModel model = models.with(lease.tagger());
      StreamRecord stream = readableBy(model, before);
      if (event == null && stream == null) {
        return TaggingAnswer.last(
            endAssembler.assembleTombstone(hasGap(before), ModelUse.of(lease), source));
      }
      StreamHeader header = header(stream, timestamp, source, model);
      StreamStep step = model.read(streamEvent(stream, event));
      return answer(event, hasGap(before), header, step, ModelUse.of(lease), source);
    } catch (TaggingException failure) {
      throw TextEvents.modelFailed(event == null ? "" : event.getText(), failure);
    }
  }

  @Override
  public void accepted(Record<byte[], byte[]> record, TaggingAnswer answer) {
    After after = answer.after();
    if (after instanceof After.GoesOn stream) {
      memory.put(record.key(), stream.header(), stream.state());
    } else if (after instanceof After.Ended) {
      memory.delete(record.key());
    }
  }

  @Override
  public void rejected(Record<byte[], byte[]> record) {
    if (record.key() != null) {
      memory.markGap(record.key());
    }
  }

  @Override
  public void close() {
    try (memory) {
      loneTexts.close();
    }
  }

  /** Another model, or other rules, cannot read on; the stream begins anew. */
  private @Nullable StreamRecord readableBy(ReadingModel model, @Nullable StreamRecord before) {
    if (before == null || before.header().fits(model.id().digest(), model.rules())) {
      return before;
    }
    if (!saidThatStreamsBeginAnew) {
      saidThatStreamsBeginAnew = true;
      log.info(
          "Streams that model {} read by {} begin anew with model {} and {}",
          before.header().modelDigest(),
          before.header().rules(),
          model.id().digest(),
          model.rules());
    }
    return null;
  }

  private static StreamHeader header(
      @Nullable StreamRecord stream, long timestamp, SourceCoordinates source, ReadingModel model) {
    return new StreamHeader(
        timestamp,
        false,
        stream == null ? source.getOffset() : stream.header().generation(),
        source.getOffset(),
        model.rules(),
        model.id().digest());
  }

  private StreamEvent streamEvent(@Nullable StreamRecord stream, @Nullable TextEvent event) {
    StreamState state = stream == null ? null : memory.state(stream);
    return event == null
        ? new StreamEvent(state, "", null, true)
        : new StreamEvent(
            state, event.getText(), LanguageTag.parse(event.getLanguage()), event.getEndOfStream());
  }

  /**
   * Returns whether an event of the key was lost, also where the stream begins anew since: whoever
   * reads on is to know.
   */
  private static boolean hasGap(@Nullable StreamRecord before) {
    return before != null && before.header().gap();
  }

  private TaggingAnswer answer(
      @Nullable TextEvent event,
      boolean gap,
      StreamHeader header,
      StreamStep step,
      ModelUse model,
      SourceCoordinates source) {
    boolean ends = event == null || event.getEndOfStream();
    StreamPosition position =
        new StreamPosition(header.generation(), step.begin(), ends, gap, step.finalAfter());
    TaggedText taggedText = assembler.assemble(event, position, step, model, source);
    return ends
        ? TaggingAnswer.last(taggedText)
        : new TaggingAnswer(taggedText, new After.GoesOn(header, step.state()));
  }
}
