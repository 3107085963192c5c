package io.tagstream.topology.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The sample file is a configuration file. */
class SamplePropertiesTest {

  @Test
  void shouldHoldEveryKeyWithItsDefault() throws IOException {
    TaggingConfig sample =
        new TaggingConfig(load(SampleProperties.text().replace("\n#tagstream.", "\ntagstream.")));

    assertThat(sample.originals().keySet()).containsAll(TaggingConfig.definition().names());
    assertThat(sample.values()).isEqualTo(new TaggingConfig(new Properties()).values());
  }

  @Test
  void shouldNeedNoOwnKeyAndNameKafkas() throws IOException {
    assertThat(load(SampleProperties.text()).stringPropertyNames())
        .containsExactlyInAnyOrder("application.id", "bootstrap.servers", "schema.registry.url");
  }

  @Test
  void shouldDocumentEveryKeyInShortLines() {
    String text = SampleProperties.text();

    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(text)
        .contains("# Longest text that is tagged", "# Expected: an ISO-8601 duration of at least");
    assertThat(text.lines()).noneMatch(line -> line.strip().endsWith("Expected:"));
  }

  @Test
  void shouldGoTheWayOfTheText() {
    assertThat(SampleProperties.text().lines().filter(line -> line.startsWith("#tagstream.")))
        .extracting(line -> line.substring(1, line.indexOf('=')))
        .containsExactly(
            "tagstream.input.topics",
            "tagstream.input.format",
            "tagstream.input.json.text",
            "tagstream.input.json.attributes",
            "tagstream.input.json.language",
            "tagstream.input.json.end.of.stream",
            "tagstream.input.second.attribute",
            "tagstream.model.bundle",
            "tagstream.model.control.topic",
            "tagstream.model.status.topic",
            "tagstream.model.sources",
            "tagstream.model.trusted.keys",
            "tagstream.model.cache.dir",
            "tagstream.model.cache.bytes",
            "tagstream.model.max.bytes",
            "tagstream.model.resident",
            "tagstream.model.lead",
            "tagstream.model.wait",
            "tagstream.model.routes",
            "tagstream.model.route.header",
            "tagstream.model.route.attribute",
            "tagstream.stream.mode",
            "tagstream.stream.right.context",
            "tagstream.stream.delay",
            "tagstream.stream.model.change",
            "tagstream.stream.allow.duplicates",
            "tagstream.state.ttl",
            "tagstream.state.store",
            "tagstream.state.caching",
            "tagstream.state.precision",
            "tagstream.speculation.enabled",
            "tagstream.speculation.threads",
            "tagstream.speculation.batch.size",
            "tagstream.speculation.buffer.bytes",
            "tagstream.output.topic",
            "tagstream.output.text",
            "tagstream.output.scores",
            "tagstream.dead.letter.topic",
            "tagstream.text.max.code.points",
            "tagstream.timestamp.max.ahead",
            "tagstream.serde.class");
  }

  private static Properties load(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return properties;
  }
}
