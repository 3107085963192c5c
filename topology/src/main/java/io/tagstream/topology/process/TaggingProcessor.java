package io.tagstream.topology.process;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Tags texts. For every record it forwards exactly one outcome, before {@link #process} returns:
 * the tagged text, or a dead letter if this one record is at fault. Anything else that fails (the
 * registry is away, the model was closed) is thrown: the thread ends, nothing is committed, and the
 * record is processed again.
 *
 * <p>Key, timestamp and headers of the outcome are those of the input, but for the header {@code
 * __value_schema_id}, which speaks of the input's bytes. Keys are opaque. Only the dead letter of
 * an incredible timestamp is stamped with wall-clock time, because brokers refuse what lies far
 * ahead and delete what is old; it keeps the original in its value.
 *
 * <p>A record with a key and no value ends the stream of its key, as does an event that says {@code
 * endOfStream}. With a {@code tagstream.stream.mode} the texts of a key are read as one stream, and
 * what is remembered of it changes only once its output has been forwarded. Called by the stream
 * thread of its task only; Kafka Streams closes it.
 */
public final class TaggingProcessor implements Processor<byte[], byte[], byte[], TaggingOutcome> {
  private final TaggingSettings settings;
  private @Nullable TaggingTask task;

  TaggingProcessor(TaggingSettings settings) {
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<byte[], TaggingOutcome> context) {
    task = new TaggingTask(context, settings);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Objects.requireNonNull(task, "init() comes before process()").process(record);
  }

  @Override
  public void close() {
    if (task != null) {
      task.close();
      task = null;
    }
  }
}
