package io.tagstream.topology.state;

import org.apache.kafka.streams.state.Stores;

/** Streams on disk, asked anew for each slice. */
class ExpiredStreamsOnDiskTest extends ExpiredStreamsContract {
  ExpiredStreamsOnDiskTest() {
    super(Stores.persistentKeyValueStore("streams"));
  }
}
