package io.tagstream.topology.process;

import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.serde.WireFormat;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.deadletter.DeadLetterWriter;
import io.tagstream.topology.deadletter.RejectedEventException;
import io.tagstream.topology.deadletter.RejectedRecord;
import io.tagstream.topology.deadletter.WrittenDeadLetter;
import io.tagstream.topology.metrics.EncoderMetrics;
import io.tagstream.topology.metrics.TaskMetrics;
import io.tagstream.topology.tagging.TaggingAnswer;
import io.tagstream.topology.tagging.TextRecord;
import io.tagstream.topology.time.EventTime;
import io.tagstream.topology.time.TimestampLimits;
import io.tagstream.topology.write.OutputLimit;
import io.tagstream.topology.write.ValueWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@link TaggingProcessor} is between {@code init} and {@code close}: it turns each record
 * into one outcome and forwards it. Belongs to one task and its thread.
 */
final class TaggingTask implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TaggingTask.class);

  private final ProcessorContext<byte[], TaggingOutcome> context;
  private final OutcomeRoute route;
  private final TimestampLimits timestampLimits;
  private final OutputLimit outputLimit;
  private final TaskMetrics metrics;
  private final TaskTagging texts;
  private final ValueWriter<TaggedText> taggedTexts;
  private final DeadLetterWriter deadLetters;

  TaggingTask(ProcessorContext<byte[], TaggingOutcome> context, TaggingSettings settings) {
    TaggingConfig config = settings.config();
    this.context = context;
    this.route = settings.route();
    this.timestampLimits = settings.timestampLimits();
    this.outputLimit = OutputLimit.of(context.appConfigs());
    try (Opening opening = new Opening()) {
      this.metrics = opening.add(new TaskMetrics(context));
      this.texts = opening.add(new TaskTagging(settings, context, metrics));
      this.taggedTexts = opening.add(writer(config, config.outputTopic(), TaggedText.class));
      this.deadLetters =
          new DeadLetterWriter(
              opening.add(writer(config, config.deadLetterTopic(), DeadLetter.class)), outputLimit);
      EncoderMetrics.add(context.metrics(), settings.taggers());
      opening.succeeded();
    }
  }

  private static <T extends SpecificRecord> ValueWriter<T> writer(
      TaggingConfig config, String topic, Class<T> type) {
    return new ValueWriter<>(topic, config.newValueSerde(type));
  }

  /** Forwards the outcome of a record, or throws if something other than the record is at fault. */
  void process(Record<byte[], byte[]> record) {
    SourceCoordinates source = coordinates();
    EventTime time = EventTime.of(record, timestampLimits);
    EventTime.clean(record.headers());
    TextRecord text = new TextRecord(record, source);
    try {
      refuseIncredible(time);
      TaggingAnswer answer = texts.tag(text);
      long begin = System.nanoTime();
      forwardTagged(record, answer.taggedText());
      metrics.forwardedSince(begin);
      if (answer.taggedText().getModelProvisional()) {
        metrics.provisional();
      }
      texts.accepted(text, answer);
    } catch (RejectedEventException rejection) {
      log.debug("Dead letter from {}: {}", source, rejection.reason());
      forwardRejected(
          new RejectedRecord(
              record, source, time.timestamp(), rejection.reason(), rejection.explanation()),
          time.credible());
      texts.rejected(text);
    }
  }

  @Override
  public void close() {
    try (metrics;
        texts;
        taggedTexts;
        deadLetters) {
      log.debug("Closing readers and writers of task {}", context.taskId());
    }
  }

  private void refuseIncredible(EventTime time) throws RejectedEventException {
    if (!time.credible()) {
      throw new RejectedEventException(
          DeadLetterReason.BAD_TIMESTAMP,
          "Timestamp: expected milliseconds since the epoch from 0 to %s (%s) ahead of this machine's clock, found %d. Repair the producer's clock, or raise the limit."
              .formatted(
                  timestampLimits.maxAhead(), TaggingConfig.TIMESTAMP_MAX_AHEAD, time.timestamp()));
    }
  }

  private void forwardTagged(Record<byte[], byte[]> record, TaggedText taggedText)
      throws RejectedEventException {
    Record<byte[], byte[]> output = outputOf(record);
    byte[] bytes = taggedTexts.write(output.headers(), taggedText);
    long excess = outputLimit.excess(output.key(), bytes, output.headers());
    if (excess > 0) {
      throw new RejectedEventException(
          DeadLetterReason.OUTPUT_TOO_LARGE,
          "Tagged text: expected a record of at most %d bytes (%s), found %d. Raise the limit here and max.message.bytes of the topic, or set %s=false."
              .formatted(
                  outputLimit.bytes(),
                  ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                  outputLimit.bytes() + excess,
                  TaggingConfig.OUTPUT_TEXT));
    }
    route.forward(context, output.withValue(new TaggingOutcome.Tagged(taggedText, bytes)));
  }

  private void forwardRejected(RejectedRecord rejected, boolean credibleTime) {
    Record<byte[], byte[]> output = outputOf(rejected.input());
    if (!credibleTime) {
      output = output.withTimestamp(timestampLimits.now());
    }
    WrittenDeadLetter written = deadLetters.write(rejected, output);
    Record<byte[], byte[]> record = written.record();
    route.forward(
        context, record.withValue(new TaggingOutcome.Rejected(written.letter(), record.value())));
  }

  /** A copy without the header that says which schema wrote the input's bytes. */
  private static Record<byte[], byte[]> outputOf(Record<byte[], byte[]> record) {
    Record<byte[], byte[]> output = record.withValue(null);
    output.headers().remove(WireFormat.VALUE_SCHEMA_ID_HEADER);
    return output;
  }

  /** Records that were not read from a topic, for example those of a punctuator, have none. */
  private SourceCoordinates coordinates() {
    return context
        .recordMetadata()
        .map(
            metadata ->
                new SourceCoordinates(metadata.topic(), metadata.partition(), metadata.offset()))
        .orElseGet(() -> new SourceCoordinates("", -1, -1L));
  }
}
