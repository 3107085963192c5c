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
  private final StreamReading reading;
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
    this.reading = new StreamReading(streams);
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
      StreamReading.Reader reader = reading.with(lease.tagger());
      StreamRecord stream = readableBy(reader, before);
      if (event == null && stream == null) {
        return TaggingAnswer.last(endAssembler.assembleTombstone(ModelUse.of(lease), source));
      }
      StreamHeader header = header(stream, timestamp, source, reader);
      StreamStep step = reader.read(streamEvent(stream, event));
      return answer(event, gap(stream), header, step, ModelUse.of(lease), source);
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
    loneTexts.close();
  }

  /** Another model, or other rules, cannot read on; the stream begins anew. */
  private @Nullable StreamRecord readableBy(
      StreamReading.Reader reader, @Nullable StreamRecord before) {
    if (before == null || before.header().fits(reader.model().digest(), reader.rules())) {
      return before;
    }
    if (!saidThatStreamsBeginAnew) {
      saidThatStreamsBeginAnew = true;
      log.info(
          "Streams that model {} read by {} begin anew with model {} and {}",
          before.header().modelDigest(),
          before.header().rules(),
          reader.model().digest(),
          reader.rules());
    }
    return null;
  }

  private static StreamHeader header(
      @Nullable StreamRecord stream,
      long timestamp,
      SourceCoordinates source,
      StreamReading.Reader reader) {
    return new StreamHeader(
        timestamp,
        false,
        stream == null ? source.getOffset() : stream.header().generation(),
        source.getOffset(),
        reader.rules(),
        reader.model().digest());
  }

  private StreamEvent streamEvent(@Nullable StreamRecord stream, @Nullable TextEvent event) {
    StreamState state = stream == null ? null : memory.state(stream);
    return event == null
        ? new StreamEvent(state, "", null, true)
        : new StreamEvent(
            state, event.getText(), LanguageTag.parse(event.getLanguage()), event.getEndOfStream());
  }

  private static boolean gap(@Nullable StreamRecord stream) {
    return stream != null && stream.header().gap();
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
