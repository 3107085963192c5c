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

/** Holds on to the shape of the topology, which running applications depend on. */
class TopologyDescriptionTest {

  @Test
  void shouldKeepItsShape() throws IOException {
    String description =
        new TaggingTopology(new TaggingConfig(Map.of()), new SingleTagger(Travellers.tagger()))
            .build()
            .describe()
            .toString();

    assertThat(description)
        .as(
            "The topology has changed. Names of its parts name consumer groups' tasks, stores and"
                + " changelogs, so a running application may not survive this. If the change is"
                + " meant, say in its commit how to upgrade, and copy the actual description into"
                + " src/test/resources/io/tagstream/testkit/topology.txt.")
        .isEqualToIgnoringWhitespace(golden());
  }

  private static String golden() throws IOException {
    try (InputStream file =
        requireNonNull(TopologyDescriptionTest.class.getResourceAsStream("topology.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
