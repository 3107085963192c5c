package io.tagstream.topology.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tagstream.topology.config.StreamSettings;
import java.io.File;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a store from other threads than that of its task. */
class StreamStoreReaderTest {
  private static final int PUTS = 20_000;

  @ParameterizedTest
  @ValueSource(strings = {"rocksdb", "memory"})
  void shouldNeverLockUpWithTheTaskThatWrites(String storage, @TempDir File directory) {
    // Where it locks up, it does so within a few dozen puts.
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          MockProcessorContext<Object, Object> context = context(directory);
          KeyValueStore<byte[], byte[]> store = open(storage, context);
          try {
            StreamStoreReader reader = new StreamStoreReader(context, settings());
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Integer> read =
                CompletableFuture.supplyAsync(
                    () -> {
                      int found = 0;
                      begun.countDown();
                      for (int i = 0; i < PUTS; i++) {
                        found += reader.read(key(i % 10)) == null ? 0 : 1;
                      }
                      return found;
                    });
            begun.await();
            for (int i = 0; i < PUTS; i++) {
              store.put(key(i % 10), key(i));
            }
            assertThat(read.join()).isLessThanOrEqualTo(PUTS);
            assertThat(reader.read(key(3))).isEqualTo(key(PUTS - 7));
            reader.close();
          } finally {
            store.close();
          }
        });
  }

  @Test
  void shouldReadNoMoreOnceClosed(@TempDir File directory) {
    MockProcessorContext<Object, Object> context = context(directory);
    KeyValueStore<byte[], byte[]> store = open("memory", context);
    StreamStoreReader reader = new StreamStoreReader(context, settings());
    assertThat(reader.read(key(1))).isNull();
    reader.close();

    assertThatThrownBy(() -> reader.read(key(1))).isInstanceOf(IllegalStateException.class);
    store.close();
  }

  private static StreamSettings settings() {
    return StreamSettings.of(Map.of("tagstream.stream.mode", "fragment"));
  }

  private static MockProcessorContext<Object, Object> context(File directory) {
    return new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory);
  }

  private static KeyValueStore<byte[], byte[]> open(
      String storage, MockProcessorContext<Object, Object> context) {
    KeyValueStore<byte[], byte[]> store =
        Stores.keyValueStoreBuilder(
                storage.equals("memory")
                    ? Stores.inMemoryKeyValueStore(StreamStores.NAME)
                    : Stores.persistentKeyValueStore(StreamStores.NAME),
                Serdes.ByteArray(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    return store;
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }
}
