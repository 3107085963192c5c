package io.tagstream.topology.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.stream.StreamRules;
import io.tagstream.topology.config.StreamSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store as it is configured. */
class StreamStoresTest {

  @Test
  void shouldBeNoneIfNothingIsRemembered() {
    assertThat(StreamStores.of(StreamSettings.of(Map.of()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "utterance, rocksdb, true", "fragment, rocksdb, false",
    "utterance, memory, false", "fragment, memory, true",
  })
  void shouldBeWhatWasAskedForAndAlwaysLogChanges(String mode, String storage, boolean caching) {
    StoreBuilder<?> builder =
        StreamStores.of(
                StreamSettings.of(
                    Map.of(
                        "tagstream.stream.mode", mode,
                        "tagstream.state.store", storage,
                        "tagstream.state.caching", caching)))
            .iterator()
            .next();

    assertThat(builder.name()).isEqualTo("stream-state");
    assertThat(builder.loggingEnabled()).as("restored and kept by standby replicas").isTrue();
    assertThat(builder.logConfig()).isEmpty();
    assertThat(builder.build().persistent()).isEqualTo(storage.equals("rocksdb"));
    assertThat(hasCache(builder)).isEqualTo(caching);
  }

  @Test
  void shouldAllowWhatTheModelAllows() {
    StreamSettings most =
        StreamSettings.of(
            Map.of(
                "tagstream.stream.mode", "fragment",
                "tagstream.stream.delay", StreamRules.MAX_DELAY,
                "tagstream.stream.right.context", StreamRules.MAX_TOKENS));

    assertThat(most.delay()).isEqualTo(StreamRules.MAX_DELAY);
    assertThatThrownBy(
            () ->
                StreamSettings.of(
                    Map.of("tagstream.stream.right.context", StreamRules.MAX_TOKENS + 1)))
        .isInstanceOf(ConfigException.class);
  }

  /** Only the layers of a store tell. */
  private static boolean hasCache(StoreBuilder<?> builder) {
    List<String> layers = new ArrayList<>();
    Object layer = builder.build();
    while (layer instanceof WrappedStateStore<?, ?, ?> wrapped) {
      layers.add(layer.getClass().getSimpleName());
      layer = wrapped.wrapped();
    }
    assertThat(layers).contains("ChangeLoggingKeyValueBytesStore");
    return layers.contains("CachingKeyValueStore");
  }
}
