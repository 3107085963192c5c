package io.tagstream.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.app.display.DisplayOptions;
import io.tagstream.app.run.StopSignal;
import io.tagstream.local.LocalCluster;
import io.tagstream.model.Tagger;
import io.tagstream.model.bundle.Bundles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The demo's output out of the demo's registry, read by a client that was not written here. Needs
 * Node, npm and a network.
 */
@Tag("endurance")
class NodeClientIT {
  private static final String CLIENT = "@kafkajs/confluent-schema-registry@3.9.0";
  private static final int MINUTES = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringWriter shown = new StringWriter();

  @Test
  void shouldSayToAClientFromNpmWhatTheDemoShows(@TempDir Path directory) throws Exception {
    install(directory);
    List<String> decoded;
    try (StopSignal stop = StopSignal.install();
        Tagger tagger = Bundles.open("assistant").tagger();
        LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary())) {
      demo(cluster, tagger, stop);
      decoded = decode(directory, cluster.registryUrl(), values(cluster));
    }

    Map<String, JsonNode> expected = bySource(shown.toString().lines().toList());
    Map<String, JsonNode> found = bySource(decoded);
    assertThat(found).hasSameSizeAs(Utterance.conversation());
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach(
        (source, record) -> assertSame(record, Objects.requireNonNull(expected.get(source))));
  }

  /** JavaScript knows no floats: it prints the double that a score is. */
  private static void assertSame(JsonNode record, JsonNode shown) {
    assertThat(record.path("text")).isEqualTo(shown.path("text"));
    assertThat(record.path("model")).isEqualTo(shown.path("model"));
    assertThat(record.path("spans")).hasSameSizeAs(shown.path("spans"));
    for (int i = 0; i < shown.path("spans").size(); i++) {
      JsonNode span = record.path("spans").path(i);
      JsonNode shownSpan = shown.path("spans").path(i);
      for (String field : List.of("label", "begin", "end", "surface")) {
        assertThat(span.path(field)).isEqualTo(shownSpan.path(field));
      }
      assertThat((float) span.path("score").doubleValue())
          .isEqualTo((float) shownSpan.path("score").doubleValue());
    }
    assertThat(record.at("/sentences/0/label")).isEqualTo(shown.at("/sentences/0/label"));
  }

  private static Map<String, JsonNode> bySource(List<String> lines) throws IOException {
    Map<String, JsonNode> records = new HashMap<>();
    for (String line : lines) {
      JsonNode record = JSON.readTree(line);
      records.put(record.path("source").toString(), record);
    }
    return records;
  }

  private void demo(LocalCluster cluster, Tagger tagger, StopSignal stop) throws Exception {
    DisplayOptions display = new DisplayOptions();
    new CommandLine(display)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs("--format", "json");
    Ledger ledger = new Ledger();
    DemoScreen screen =
        new DemoScreen(
            display, new PrintWriter(shown), new PrintWriter(new StringWriter()), ledger);
    new Demo(cluster, screen, ledger, stop).run(tagger, Optional.empty(), false);
  }

  /** Returns the committed values of the output topic in hexadecimal. */
  private static List<String> values(LocalCluster cluster) {
    Map<String, Object> settings = new HashMap<>(cluster.clientSettings());
    settings.put("isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor("tagged-text").stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> values.add(HexFormat.of().formatHex(record.value())));
      }
    }
    return values;
  }

  private static List<String> decode(Path directory, String registry, List<String> values)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", "decode.js", registry));
    command.addAll(values);
    Ended ended = run(directory, command);
    assertThat(ended.status()).as(ended.output()).isZero();
    return ended.output().lines().toList();
  }

  private static void install(Path directory) throws IOException, InterruptedException {
    for (String tool : List.of("node", "npm")) {
      try {
        run(directory, List.of(tool, "--version"));
      } catch (IOException e) {
        skip("there is no " + tool + " on this machine");
      }
    }
    try (InputStream script = NodeClientIT.class.getResourceAsStream("decode.js")) {
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
    System.out.println("NodeClientIT skipped: " + reason);
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
