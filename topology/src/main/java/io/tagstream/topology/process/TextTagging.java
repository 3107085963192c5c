package io.tagstream.topology.process;

import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.topology.deadletter.RejectedEventException;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The way from an input record to a tagged text: read, check, tag, assemble. {@link #tag} changes
 * nothing, so that its answer may be thrown away; what is to be remembered is remembered once the
 * answer has been accepted. Belongs to one task and its thread.
 */
interface TextTagging extends AutoCloseable {

  /**
   * Tags the text of a record.
   *
   * @param source topic, partition and offset of the record
   * @throws RejectedEventException if this record cannot be tagged, now or later
   */
  TaggingAnswer tag(Record<byte[], byte[]> record, SourceCoordinates source)
      throws RejectedEventException;

  /** The answer to a record has been forwarded. */
  void accepted(Record<byte[], byte[]> record, TaggingAnswer answer);

  /** A record has become a dead letter. */
  void rejected(Record<byte[], byte[]> record);

  @Override
  void close();

  /** Makes what {@code tagstream.stream.mode} asks for. */
  static TextTagging of(TaggingSettings settings, ProcessorContext<?, ?> context) {
    return settings.config().streams().mode().keepsState()
        ? new StreamTexts(settings, context)
        : new LoneTexts(settings, new TextEvents(settings.config()));
  }
}
