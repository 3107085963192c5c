package io.tagstream.topology.state;

import io.tagstream.topology.config.StreamSettings;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.jspecify.annotations.Nullable;

/**
 * Reads the store of a task from threads other than the task's. It asks interactive queries: unlike
 * {@code get}, they bring nothing into the cache, so that nothing is pushed out of it and written
 * on the wrong thread. What is read may be old already. Safe for use by several threads; closed by
 * the thread of the task, before Kafka Streams closes the store.
 */
public final class StreamStoreReader implements AutoCloseable {
  private static final QueryConfig QUERY = new QueryConfig(false);

  private final StateStore store;
  private final long timeToLive;

  /** Held for reading while the store is read: a database must not be closed under a query. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  /**
   * @param context of a processor that the store of {@link StreamStores} is connected to
   */
  public StreamStoreReader(ProcessorContext<?, ?> context, StreamSettings settings) {
    this.store = context.getStateStore(StreamStores.NAME);
    this.timeToLive = settings.timeToLive().toMillis();
  }

  /**
   * Reads what is remembered of the stream of a key; null if it has none.
   *
   * @throws IllegalStateException if this is closed, or the store does not answer
   */
  public byte @Nullable [] read(byte[] key) {
    Lock reading = lock.readLock();
    reading.lock();
    try {
      if (closed) {
        throw new IllegalStateException("store of streams: expected an open one, found it closed");
      }
      QueryResult<byte[]> answer =
          store.query(KeyQuery.withKey(key), PositionBound.unbounded(), QUERY);
      if (answer.isFailure()) {
        throw new IllegalStateException(
            "store of streams: expected an answer, found " + answer.getFailureReason());
      }
      return answer.getResult();
    } finally {
      reading.unlock();
    }
  }

  /**
   * Returns what is left of a stream at a time.
   *
   * @param streamTime highest timestamp seen by then, in milliseconds since the epoch
   * @return the same bytes, or null if the stream is over by then
   */
  public byte @Nullable [] alive(byte @Nullable [] stream, long streamTime) {
    return stream == null || streamTime - StreamRecord.timestamp(stream) > timeToLive
        ? null
        : stream;
  }

  /** Waits for the queries in flight; later ones fail. */
  @Override
  public void close() {
    Lock closing = lock.writeLock();
    closing.lock();
    try {
      closed = true;
    } finally {
      closing.unlock();
    }
  }
}
