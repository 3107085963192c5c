package io.tagstream.topology.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Deletes streams that are over, which nobody reads any more, to have their room back. It walks the
 * store a slice at a time, so that no record waits long for it, and begins again when it is
 * through. Belongs to one task and its thread.
 *
 * <p>A store on disk is asked anew for each slice, because an open iterator would hold on to files
 * that were compacted since. A store in memory copies all keys that an iterator has before it, so
 * there one iterator serves the whole walk; what has changed since is seen when a stream is deleted
 * or with the next walk.
 */
final class ExpiredStreams implements AutoCloseable {
  private final KeyValueStore<byte[], byte[]> store;
  private final StreamExpiry expiry;
  private final int slice;

  /** The walk as far as it has come, or none. */
  private @Nullable KeyValueIterator<byte[], byte[]> walk;

  /** Where the next walk begins; null for the first key. */
  private byte @Nullable [] next;

  /**
   * @param slice how many streams are looked at in one go
   */
  ExpiredStreams(KeyValueStore<byte[], byte[]> store, StreamExpiry expiry, int slice) {
    this.store = store;
    this.expiry = expiry;
    this.slice = slice;
  }

  /** Deletes the expired streams of the next slice. */
  void deleteSome() {
    KeyValueIterator<byte[], byte[]> streams = walk == null ? store.range(next, null) : walk;
    walk = streams;
    next = null;
    List<byte[]> expired = new ArrayList<>();
    for (int seen = 0; seen < slice && streams.hasNext(); seen++) {
      KeyValue<byte[], byte[]> stream = streams.next();
      if (isOver(stream.value)) {
        expired.add(stream.key);
      }
    }
    if (!streams.hasNext()) {
      close();
    } else if (store.persistent()) {
      next = streams.peekNextKey();
      close();
    }
    for (byte[] key : expired) {
      // An iterator that has been open for long may say what a stream was like some time ago.
      if (isOver(store.get(key))) {
        store.delete(key);
      }
    }
  }

  /** Ends the walk; the next slice begins another one. */
  @Override
  public void close() {
    if (walk != null) {
      walk.close();
      walk = null;
    }
  }

  /** Returns whether there is a stream and it is over. */
  private boolean isOver(byte @Nullable [] stream) {
    return stream != null && expiry.isOver(StreamRecord.timestamp(stream));
  }
}
