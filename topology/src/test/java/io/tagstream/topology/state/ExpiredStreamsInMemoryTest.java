package io.tagstream.topology.state;

import org.apache.kafka.streams.state.Stores;

/** Streams in memory, with one walk of the keys at a time. */
class ExpiredStreamsInMemoryTest extends ExpiredStreamsContract {
  ExpiredStreamsInMemoryTest() {
    super(Stores.inMemoryKeyValueStore("streams"));
  }
}
