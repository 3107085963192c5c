package io.tagstream.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamStateCodec;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which streams are deleted, and how many in one go, wherever they are stored. */
abstract class ExpiredStreamsContract {
  private final KeyValueStore<byte[], byte[]> store;

  ExpiredStreamsContract(KeyValueBytesStoreSupplier storage) {
    store =
        Stores.keyValueStoreBuilder(storage, Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
  }

  @BeforeEach
  void open(@TempDir File directory) {
    MockProcessorContext<Object, Object> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory);
    store.init(context.getStateStoreContext(), store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void shouldDeleteWhatIsOverSliceBySlice() {
    for (int i = 0; i < 25; i++) {
      put("%02d".formatted(i), i % 5 == 0 ? 1000 : 0);
    }
    ExpiredStreams expired = expired(1001, 10);

    expired.deleteSome();
    assertThat(keys()).hasSize(17).contains("00", "05", "10", "11").doesNotContain("01", "09");
    expired.deleteSome();
    assertThat(keys()).hasSize(9).contains("20", "21").doesNotContain("19");
    expired.deleteSome();
    assertThat(keys()).containsExactly("00", "05", "10", "15", "20");
  }

  @Test
  void shouldBeginAgainWhenItIsThrough() {
    put("a", 1000);
    ExpiredStreams expired = expired(1001, 10);
    expired.deleteSome();
    put("0", 0);

    expired.deleteSome();

    assertThat(keys()).containsExactly("a");
  }

  @Test
  void shouldKeepWhatIsExactlyAsOldAsAllowed() {
    put("a", 1);
    put("b", 0);

    expired(1001, 10).deleteSome();

    assertThat(keys()).containsExactly("a");
  }

  @Test
  void shouldDeleteNothingBeforeTheFirstRecord() {
    put("a", 0);

    expired(-1, 10).deleteSome();

    assertThat(keys()).containsExactly("a");
  }

  @Test
  void shouldSeeWhatHasChangedSinceTheWalkBegan() {
    for (String key : List.of("a", "b", "c", "d")) {
      put(key, 0);
    }
    try (ExpiredStreams expired = expired(1001, 1)) {
      expired.deleteSome();
      store.delete(bytes("b"));
      put("c", 1000);

      expired.deleteSome();
      expired.deleteSome();
      expired.deleteSome();
    }

    assertThat(keys()).containsExactly("c");
  }

  @Test
  void shouldBeginAnewAfterTheWalkWasEnded() {
    put("b", 0);
    put("c", 0);
    ExpiredStreams expired = expired(1001, 1);
    expired.deleteSome();
    expired.close();
    expired.close();

    expired.deleteSome();

    assertThat(keys()).isEmpty();
  }

  @Test
  void shouldDeleteWhatAnotherVersionWrote() {
    put("a", 0);
    byte[] other = store.get(bytes("a"));
    other[0] = 99;
    store.put(bytes("a"), other);

    expired(1001, 10).deleteSome();

    assertThat(keys()).isEmpty();
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  private ExpiredStreams expired(long streamTime, int slice) {
    return new ExpiredStreams(
        store, new StreamExpiry(Duration.ofSeconds(1), () -> streamTime), slice);
  }

  private void put(String key, long timestamp) {
    StreamHeader header =
        new StreamHeader(timestamp, false, false, 0, 0, StreamRules.utterances(), "00");
    StreamState state = StreamState.ofText(0, 0, "", null, 0, List.of(), List.of());
    store.put(
        bytes(key),
        StreamRecord.encode(header, state, new StreamStateCodec(StreamStateCodec.Precision.FLOAT)));
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<byte[], byte[]> entry = all.next();
        keys.add(new String(entry.key, StandardCharsets.UTF_8));
      }
    }
    return keys;
  }
}
