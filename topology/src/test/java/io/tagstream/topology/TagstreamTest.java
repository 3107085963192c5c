package io.tagstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.topology.speculation.SpeculationInterceptor;
import io.tagstream.topology.speculation.Speculator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Defaults of ours, and the user's last word. */
class TagstreamTest {

  @Test
  void shouldAddDefaults() {
    Map<String, Object> settings = Tagstream.configure(Map.of("application.id", "a"));

    assertThat(settings.remove("main.consumer.tagstream.speculator"))
        .isInstanceOf(Speculator.class);
    assertThat(settings)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "application.id",
                "a",
                "main.consumer.interceptor.classes",
                List.of(SpeculationInterceptor.class),
                "processing.guarantee",
                "exactly_once_v2",
                "ensure.explicit.internal.resource.naming",
                true,
                "producer.batch.size",
                131072,
                "producer.compression.type",
                "lz4"));
  }

  @Test
  void shouldKeepWhatTheUserSays() {
    Map<String, String> settings =
        Map.of(
            "processing.guarantee", "at_least_once",
            "ensure.explicit.internal.resource.naming", "false",
            "tagstream.speculation.enabled", "false",
            "batch.size", "1",
            "producer.compression.type", "zstd");

    assertThat(Tagstream.configure(settings))
        .containsExactlyInAnyOrderEntriesOf(new HashMap<>(settings));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interceptor.classes",
        "consumer.interceptor.classes",
        "main.consumer.interceptor.classes"
      })
  void shouldComeAfterTheInterceptorsOfTheUser(String key) {
    Map<String, Object> settings = Tagstream.configure(Map.of(key, "a.First, b.Second"));

    assertThat(settings)
        .containsEntry(
            "main.consumer.interceptor.classes",
            List.of("a.First", "b.Second", SpeculationInterceptor.class));
  }

  @Test
  void shouldConfigureWhatIsConfiguredOnlyOnce() {
    Map<String, Object> once = Tagstream.configure(Map.of("application.id", "a"));

    assertThat(Tagstream.configure(once)).isEqualTo(once);
  }

  @Test
  void shouldBeReadAsMeantByKafkaStreams() {
    Map<String, Object> settings =
        Tagstream.configure(Map.of("application.id", "a", "bootstrap.servers", "b:9092"));
    StreamsConfig config = new StreamsConfig(settings);

    assertThat(config.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThat(config.getProducerConfigs("p"))
        .containsEntry("batch.size", 131072)
        .containsEntry("compression.type", "lz4")
        .containsEntry("enable.idempotence", true);
    assertThat(config.getMainConsumerConfigs("g", "c", 1))
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("auto.offset.reset", "earliest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"utterance", "fragment"})
  void shouldRefuseToKeepStatesWhereTextsMayBeAppliedTwice(String mode) {
    Map<String, Object> settings =
        Map.of("processing.guarantee", "at_least_once", "tagstream.stream.mode", mode);

    assertThatThrownBy(() -> Tagstream.configure(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "processing.guarantee",
            "expected exactly_once_v2 with tagstream.stream.mode=" + mode,
            "tagstream.stream.allow.duplicates=true");
  }

  @Test
  void shouldPutUpWithDuplicatesWhereAllowed() {
    Map<String, Object> settings =
        Map.of(
            "processing.guarantee", "at_least_once",
            "tagstream.stream.mode", "fragment",
            "tagstream.stream.allow.duplicates", "true");

    assertThat(Tagstream.configure(settings)).containsAllEntriesOf(settings);
  }

  @Test
  void shouldKeepStatesExactlyOnceUnlessToldOtherwise() {
    assertThat(Tagstream.configure(Map.of("tagstream.stream.mode", "fragment")))
        .containsEntry("processing.guarantee", "exactly_once_v2");
  }

  @ParameterizedTest
  @CsvSource({
    "processing.exception.handler, LogAndContinueProcessingExceptionHandler",
    "deserialization.exception.handler, LogAndContinueExceptionHandler",
    "default.deserialization.exception.handler, LogAndContinueExceptionHandler",
  })
  void shouldRefuseHandlerThatContinues(String key, String handler) {
    String name = "org.apache.kafka.streams.errors." + handler;

    assertThatThrownBy(() -> Tagstream.configure(Map.of(key, name)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + ": expected org.apache.kafka.streams.errors.LogAndFail")
        .hasMessageContaining("found " + name)
        .hasMessageContaining("Leave the key out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"production.exception.handler", "default.production.exception.handler"})
  void shouldRefuseHandlerThatDoesNotSayItFails(String key) {
    assertThatThrownBy(() -> Tagstream.configure(Map.of(key, SilentHandler.class)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining("SilentHandler");
  }

  @Test
  void shouldRefuseHandlerThatIsNotThere() {
    assertThatThrownBy(
            () -> Tagstream.configure(Map.of("processing.exception.handler", "no.such.Class")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("processing.exception.handler")
        .hasMessageContaining("no.such.Class");
  }

  @Test
  void shouldKeepHandlersThatFail() {
    Map<String, Object> settings =
        Map.of(
            "processing.exception.handler", CountingHandler.class.getName(),
            "deserialization.exception.handler", LogAndFailExceptionHandler.class,
            "production.exception.handler", DefaultProductionExceptionHandler.class.getName());

    assertThat(Tagstream.configure(settings)).containsAllEntriesOf(settings);
  }

  /** Says nothing of whether it fails. */
  public static final class SilentHandler implements ProductionExceptionHandler {
    @Override
    public void configure(Map<String, ?> configs) {}
  }

  /** Fails as its superclass does. */
  public static final class CountingHandler extends LogAndFailProcessingExceptionHandler {}
}
