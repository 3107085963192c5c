package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the launcher puts on the class path of {@code run}; Maven writes it when it packages. */
class ClassPathIT {
  @Test
  void shouldKeepBrokerAndLibtorchAwayFromRun() throws IOException {
    List<String> jars =
        List.of(Files.readString(Path.of("target/class-path")).strip().split(File.pathSeparator));

    assertThat(jars).anyMatch(jar -> jar.contains("kafka-streams"));
    assertThat(jars)
        .noneMatch(
            jar ->
                Path.of(jar)
                    .getFileName()
                    .toString()
                    .matches(
                        "(pytorch|openblas|javacpp|kafka_|kafka-server|kafka-metadata|kafka-raft"
                            + "|scala-|langchain4j|tagstream-training|tagstream-local|junit|kafka-streams-test).*"));
  }
}
