package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.serving.SingleTagger;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.TaggingTopology;
import io.tagstream.topology.config.TaggingConfig;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

/** What streams do not put up with. */
class StreamRefusalTest {

  @Test
  void shouldRefuseModelThatReadsNoStreamsAtStart() {
    TaggingTestDriver.Builder builder = StreamDrivers.fragments(new LanguageTagger());

    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "tagstream.stream.mode",
            "fragment",
            "trained for streams",
            "tagstream.model.bundle",
            "assistant or support",
            "tagstream.stream.mode=none");
  }

  @Test
  void shouldRefuseModelThatReadsNoStreamsWhenItGoesLive() {
    long start = 1_767_225_600_000L;
    Taggers changing =
        new Taggers() {
          private final Taggers first = new SingleTagger(Travellers.tagger());
          private final Taggers second = new SingleTagger(new LanguageTagger());

          @Override
          public TaggerLease at(String route, long timestamp) {
            return (timestamp <= start ? first : second).at(route, timestamp);
          }

          @Override
          public void close() {
            first.close();
            second.close();
          }
        };
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(changing)
            .set(TaggingConfig.STREAM_MODE, "utterance")
            .set(TaggingConfig.STATE_STORE, "memory")
            .set(TaggingConfig.INPUT_FORMAT, "text")
            .build()) {
      driver.pipe(Records.at(start, "ana", "a"));

      assertThatThrownBy(() -> driver.pipe(Records.at(start + 1, "ana", "b")))
          .hasRootCauseInstanceOf(ConfigException.class);
      assertThat(driver.deadLetters()).isEmpty();
    }
  }

  @Test
  void shouldRefuseToApplyTextsTwiceInATopologyOfOnesOwn() {
    assertThatThrownBy(() -> embed(Map.of("tagstream.stream.mode", "fragment")))
        .hasStackTraceContaining("processing.guarantee")
        .hasStackTraceContaining("expected exactly_once_v2");
  }

  @Test
  void shouldApplyTextsTwiceIfAllowed() {
    embed(
        Map.of(
            "tagstream.stream.mode", "fragment",
            "tagstream.stream.allow.duplicates", "true"));
  }

  @Test
  void shouldNotMindDuplicatesOfTextsOnTheirOwn() {
    embed(Map.of());
  }

  /** Starts and stops a topology whose settings nobody has configured for tagging. */
  private static void embed(Map<String, String> tagging) {
    Properties kafkas = new Properties();
    kafkas.put("application.id", "own");
    kafkas.put("bootstrap.servers", "unused:9092");
    TaggingConfig config =
        new TaggingConfig(
            Map.of(
                "schema.registry.url",
                "mock://own",
                "tagstream.state.store",
                "memory",
                "tagstream.stream.mode",
                tagging.getOrDefault("tagstream.stream.mode", "none"),
                "tagstream.stream.allow.duplicates",
                tagging.getOrDefault("tagstream.stream.allow.duplicates", "false")));
    try (SingleTagger taggers = new SingleTagger(Travellers.tagger())) {
      Topology topology = new TaggingTopology(config, taggers).build();
      new TopologyTestDriver(topology, kafkas).close();
    }
  }
}
