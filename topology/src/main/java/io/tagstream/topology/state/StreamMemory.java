package io.tagstream.topology.state;

import io.tagstream.topology.config.StreamSettings;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What one task remembers of the streams of its keys. An expired stream is as good as none: that is
 * decided when it is read. Belongs to one task and its thread.
 */
public final class StreamMemory implements AutoCloseable {
  private static final Duration LOOK_FOR_EXPIRED = Duration.ofSeconds(10);

  /** Streams looked at in one go; some milliseconds in which no record is processed. */
  private static final int SLICE = 10_000;

  private final KeyValueStore<byte[], byte[]> store;
  private final StreamExpiry expiry;
  private final ExpiredStreams expired;

  /**
   * Opens the memory of a task and lets it forget expired streams from time to time.
   *
   * @param context of a processor that the store of {@link StreamStores} is connected to
   */
  public StreamMemory(ProcessorContext<?, ?> context, StreamSettings settings) {
    this.store = context.getStateStore(StreamStores.NAME);
    this.expiry = new StreamExpiry(settings.timeToLive(), context::currentStreamTimeMs);
    this.expired = new ExpiredStreams(store, expiry, SLICE);
    context.schedule(
        LOOK_FOR_EXPIRED, PunctuationType.WALL_CLOCK_TIME, now -> expired.deleteSome());
  }

  /**
   * Returns what is remembered of the stream of a key, for {@link StreamRecord}, or null if it has
   * none or it has expired. Changed by nobody.
   *
   * @throws io.tagstream.model.stream.StreamStateException if the bytes are none of any version
   */
  public byte @Nullable [] find(byte[] key) {
    byte[] stream = store.get(key);
    return stream == null || expiry.isOver(StreamRecord.timestamp(stream)) ? null : stream;
  }

  /** Remembers a stream. */
  public void put(byte[] key, byte[] stream) {
    store.put(key, stream);
  }

  /** Forgets the stream of a key, if it has one. */
  public void delete(byte[] key) {
    if (store.get(key) != null) {
      store.delete(key);
    }
  }

  /**
   * Takes note that an event of a key became a dead letter; nothing to note without a stream.
   *
   * @param provisional whether a replay might tag it
   */
  public void markGap(byte[] key, boolean provisional) {
    byte[] bytes = find(key);
    if (bytes != null) {
      byte[] marked = StreamRecord.withGap(bytes, provisional);
      if (!Arrays.equals(bytes, marked)) {
        store.put(key, marked);
      }
    }
  }

  /** Stops looking for expired streams. The store is closed by Kafka Streams. */
  @Override
  public void close() {
    expired.close();
  }
}
