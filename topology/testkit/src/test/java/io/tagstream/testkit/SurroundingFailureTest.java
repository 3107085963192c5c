package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.ModelFailedException;
import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.serving.SingleTagger;
import io.tagstream.topology.Tagstream;
import io.tagstream.topology.config.TaggingConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** Failures that are no record's fault: they stop the thread and dead-letter nothing. */
class SurroundingFailureTest {

  @Test
  void shouldNotBlameTheTextForClosedModel() {
    assertThatThrownBy(() -> tagWith(new IllegalStateException("the session is closed")))
        .isInstanceOf(StreamsException.class)
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldNotBlameTheTextForModelThatTagsNothingAnyMore() {
    assertThatThrownBy(
            () -> tagWith(new ModelFailedException("broken", new IllegalStateException())))
        .isInstanceOf(StreamsException.class)
        .hasCauseInstanceOf(ModelFailedException.class);
  }

  @Test
  void shouldNotBlameTheTextForLackOfMemory() {
    assertThatThrownBy(() -> tagWith(new OutOfMemoryError("native")))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void shouldNotBlameTheRecordForRegistryThatRefusesTheOutputsSchema() {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(Travellers.tagger())
            .set(TaggingConfig.INPUT_FORMAT, "text")
            .set("auto.register.schemas", "false")
            .build()) {
      assertThatThrownBy(() -> driver.pipe("ana", "a taxi")).isInstanceOf(StreamsException.class);
      assertThat(driver.kafkaDriver().producedTopicNames()).isEmpty();
    }
  }

  @Test
  void shouldRefuseToStartWithoutRegistry() {
    assertThatThrownBy(
            () ->
                TaggingTestDriver.builder(Travellers.tagger())
                    .set("schema.registry.url", "")
                    .build())
        .hasRootCauseInstanceOf(ConfigException.class)
        .rootCause()
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void shouldRefuseToMakeStreamsWithoutRegistry() {
    TaggingConfig config =
        new TaggingConfig(Map.of("application.id", "a", "bootstrap.servers", "localhost:9092"));

    assertThatThrownBy(() -> Tagstream.streams(config, new SingleTagger(Travellers.tagger())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  private static void tagWith(Throwable failure) {
    try (TaggingTestDriver driver = TaggingTestDriver.of(new BrokenTagger(failure))) {
      try {
        driver.pipe("ana", "a taxi");
      } finally {
        assertThat(driver.kafkaDriver().producedTopicNames()).isEmpty();
      }
    }
  }

  /** Fails in a way that has nothing to do with the text. */
  private record BrokenTagger(Throwable failure) implements Tagger {
    @Override
    public ModelId model() {
      return new ModelId("broken", "1", "0".repeat(64));
    }

    @Override
    public List<Tagging> tag(List<Text> texts) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }

    @Override
    public void close() {}
  }
}
