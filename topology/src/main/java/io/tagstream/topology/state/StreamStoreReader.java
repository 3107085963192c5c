package io.tagstream.topology.state;

import io.tagstream.topology.config.StreamSettings;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads the store of a task, from any thread, so that nothing is pushed out of its cache and
 * written on the way: a failure to write must reach the task. What other threads read may be old
 * already. Safe for use by several threads; closed by the thread of the task, before Kafka Streams
 * closes the store.
 *
 * <p>The thread of the task asks an interactive query: {@code get} would bring the value into the
 * cache, and push another one out of it. Other threads call {@code get}, which leaves the cache
 * alone there; a query of theirs could lock up with a put of the task, because a store without a
 * cache takes its own lock and that of its position in one order when it is written and in the
 * other when it is queried (KAFKA-19629).
 */
public final class StreamStoreReader implements AutoCloseable {
  private static final QueryConfig QUERY = new QueryConfig(false);

  private final KeyValueStore<byte[], byte[]> store;
  private final Thread taskThread;
  private final long timeToLive;

  /** Held for reading while the store is read: a database must not be closed under a query. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  /**
   * Makes a reader; the thread of the task calls.
   *
   * @param context of a processor that the store of {@link StreamStores} is connected to
   */
  public StreamStoreReader(ProcessorContext<?, ?> context, StreamSettings settings) {
    this.store = context.getStateStore(StreamStores.NAME);
    this.taskThread = Thread.currentThread();
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
      return Thread.currentThread() == taskThread ? query(key) : store.get(key);
    } finally {
      reading.unlock();
    }
  }

  private byte @Nullable [] query(byte[] key) {
    QueryResult<byte[]> answer =
        store.query(KeyQuery.withKey(key), PositionBound.unbounded(), QUERY);
    if (answer.isFailure()) {
      throw new IllegalStateException(
          "store of streams: expected an answer, found " + answer.getFailureReason());
    }
    return answer.getResult();
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
