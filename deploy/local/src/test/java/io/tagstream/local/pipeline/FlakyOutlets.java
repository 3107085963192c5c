package io.tagstream.local.pipeline;

import io.tagstream.topology.process.TaggingOutcome;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Outlets that fail at some records, once a record, when its output is written and its stream not
 * remembered yet. They fail as Kafka Streams does when others have been given the partitions of a
 * thread: it gives up all it has begun and joins the group anew. Some failures end the thread.
 */
final class FlakyOutlets
    implements ProcessorSupplier<byte[], TaggingOutcome, byte[], TaggingOutcome> {
  private final int every;
  private final int endedThreads;

  /** Records that have failed, by partition and offset. */
  private final Set<String> failed = ConcurrentHashMap.newKeySet();

  private final AtomicInteger failuresThatEndThreads = new AtomicInteger();

  /**
   * @param every distance of failing records in their partition
   * @param endedThreads how many failures end a thread, which is slow
   */
  FlakyOutlets(int every, int endedThreads) {
    this.every = every;
    this.endedThreads = endedThreads;
  }

  /** Returns how many records have failed. */
  int failures() {
    return failed.size();
  }

  @Override
  public Processor<byte[], TaggingOutcome, byte[], TaggingOutcome> get() {
    return new FlakyOutlet();
  }

  private final class FlakyOutlet extends OwnTopology.Outlet {
    @Override
    public void process(Record<byte[], TaggingOutcome> record) {
      super.process(record);
      RecordMetadata source = context().recordMetadata().orElseThrow();
      if (source.offset() % every == every - 1
          && failed.add(source.partition() + "@" + source.offset())) {
        fail(failed.size());
      }
    }

    private void fail(int number) {
      if (number % 3 == 2 && failuresThatEndThreads.getAndIncrement() < endedThreads) {
        throw new IllegalStateException("told to end this thread");
      }
      throw new TaskMigratedException("told to take this task for another's");
    }
  }
}
