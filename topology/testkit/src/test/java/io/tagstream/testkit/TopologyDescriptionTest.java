package io.tagstream.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.serving.SingleTagger;
import io.tagstream.topology.TaggingTopology;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds on to the shape of the topology, which running applications depend on. */
class TopologyDescriptionTest {

  @Test
  void shouldKeepItsShape() throws IOException {
    assertShape("topology.txt", Map.of());
  }

  @ParameterizedTest
  @CsvSource({"utterance, rocksdb", "fragment, rocksdb", "fragment, memory"})
  void shouldKeepItsShapeWithStreams(String mode, String store) throws IOException {
    assertShape(
        "topology-of-streams.txt",
        Map.of(TaggingConfig.STREAM_MODE, mode, TaggingConfig.STATE_STORE, store));
  }

  private static void assertShape(String golden, Map<String, String> settings) throws IOException {
    String description =
        new TaggingTopology(new TaggingConfig(settings), new SingleTagger(Travellers.tagger()))
            .build()
            .describe()
            .toString();

    assertThat(description)
        .as(
            "The topology has changed. Names of its parts name consumer groups' tasks, stores and"
                + " changelogs, so a running application may not survive this. If the change is"
                + " meant, say in its commit how to upgrade, and copy the actual description into"
                + " src/test/resources/io/tagstream/testkit/%s.",
            golden)
        .isEqualToIgnoringWhitespace(read(golden));
  }

  private static String read(String golden) throws IOException {
    try (InputStream file =
        requireNonNull(TopologyDescriptionTest.class.getResourceAsStream(golden))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
