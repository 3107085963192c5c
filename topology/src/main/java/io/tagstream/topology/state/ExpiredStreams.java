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
 */
final class ExpiredStreams {
  private final KeyValueStore<byte[], byte[]> store;
  private final StreamExpiry expiry;
  private final int slice;
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
    List<byte[]> expired = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> streams = store.range(next, null)) {
      next = null;
      for (int seen = 0; streams.hasNext(); seen++) {
        KeyValue<byte[], byte[]> stream = streams.next();
        if (seen == slice) {
          next = stream.key;
          break;
        }
        if (expiry.isOver(StreamRecord.timestamp(stream.value))) {
          expired.add(stream.key);
        }
      }
    }
    expired.forEach(store::delete);
  }
}
