package io.tagstream.local.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.schemas.ModelReference;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TaggedSentence;
import io.tagstream.schemas.TaggedSpan;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our values out of our registry, read by a client from npm. Needs Node, npm and a network. */
@Tag("endurance")
class NodeClientTest {

  private static final String CLIENT = "@kafkajs/confluent-schema-registry@3.9.0";
  private static final int MINUTES = 5;

  @Test
  void shouldBeReadByAClientFromNpm(@TempDir Path directory)
      throws IOException, InterruptedException {
    install(directory);
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(0, null)) {
      TextEvent event =
          TextEvent.newBuilder()
              .setText("Play Nina \uD83C\uDFB5")
              .setLanguage("en")
              .setAttributes(Map.of("channel", "kitchen"))
              .build();
      List<String> command = new ArrayList<>(List.of("node", "decode.js", registry.url()));
      command.add(value(registry, "text-events", event));
      command.add(value(registry, "tagged-text", taggedText()));

      Ended ended = run(directory, command);
      assertThat(ended.status()).as(ended.output()).isZero();
      List<String> lines = ended.output().lines().toList();
      assertThat(lines).hasSize(2);
      ObjectMapper json = new ObjectMapper();
      assertThat(json.readTree(lines.get(0)))
          .isEqualTo(
              json.readTree(
                  """
                  {"text": "Play Nina \uD83C\uDFB5", "endOfStream": false, "language": "en",
                   "attributes": {"channel": "kitchen"}}
                  """));
      JsonNode tagged = json.readTree(lines.get(1));
      assertThat(tagged.path("text").textValue()).isEqualTo("Play Nina");
      assertThat(tagged.at("/spans/0/surface").textValue()).isEqualTo("Nina");
      assertThat(tagged.at("/spans/0/score").doubleValue()).isEqualTo(0.75);
      assertThat(tagged.at("/sentences/0/label").textValue()).isEqualTo("PlayMusic");
      assertThat(tagged.at("/model/digest").textValue()).isEqualTo("00ff");
      assertThat(tagged.at("/source/offset").longValue()).isEqualTo(42);
    }
  }

  private static TaggedText taggedText() {
    return TaggedText.newBuilder()
        .setText("Play Nina")
        .setSentences(List.of(new TaggedSentence(0L, 0, 9, "PlayMusic", 0.5f, null)))
        .setSpans(List.of(new TaggedSpan(0L, "artist", 5, 9, "Nina", 0.75f)))
        .setEdits(List.of())
        .setModel(new ModelReference("assistant", "1.0.0", "00ff"))
        .setSource(new SourceCoordinates("text-events", 0, 42L))
        .build();
  }

  private static <T extends SpecificRecord> String value(
      EmbeddedRegistry registry, String topic, T record) {
    try (SpecificAvroSerde<T> serde = new SpecificAvroSerde<>()) {
      serde.configure(Map.of("schema.registry.url", registry.url()), false);
      return HexFormat.of().formatHex(serde.serializer().serialize(topic, record));
    }
  }

  private static void install(Path directory) throws IOException, InterruptedException {
    for (String tool : List.of("node", "npm")) {
      try {
        run(directory, List.of(tool, "--version"));
      } catch (IOException e) {
        skip("there is no " + tool + " on this machine");
      }
    }
    try (InputStream script = NodeClientTest.class.getResourceAsStream("decode.js")) {
      assertThat(script).isNotNull();
      Files.copy(script, directory.resolve("decode.js"));
    }
    Ended ended =
        run(
            directory,
            List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", ".", CLIENT));
    if (ended.status() != 0) {
      skip("npm could not install " + CLIENT + ": " + ended.output());
    }
  }

  private static void skip(String reason) {
    System.out.println("NodeClientTest skipped: " + reason);
    abort(reason);
  }

  private record Ended(int status, String output) {}

  private static Ended run(Path directory, List<String> command)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end: " + Files.readString(output));
    }
    return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }
}
