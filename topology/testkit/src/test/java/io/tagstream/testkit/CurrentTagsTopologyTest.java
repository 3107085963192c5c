package io.tagstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.schemas.CurrentSpan;
import io.tagstream.schemas.CurrentTags;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.fold.TagFold;
import io.tagstream.schemas.fold.TagFoldException;
import io.tagstream.schemas.registry.InMemoryRegistry;
import io.tagstream.topology.Tagstream;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.fold.CurrentTagsTopology;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tagging topology writes, folded to a table of current tags. */
class CurrentTagsTopologyTest {
  private static final String SCOPE = "current-tags-test";

  private Path stateDirectory;

  @BeforeEach
  void keepStateApart(@TempDir Path directory) {
    stateDirectory = directory;
  }

  @AfterEach
  void dropRegistry() {
    InMemoryRegistry.drop(SCOPE);
  }

  @Test
  void shouldKeepTheCurrentTagsOfEveryKey() {
    try (TaggingTestDriver tagging = StreamDrivers.fragments();
        CurrentTagsDriver current = driver()) {
      tagging.pipe("ana", "from Lis");
      tagging.pipe("ben", "a taxi");
      tagging.pipe("ana", "bon to Por");
      tagging.pipe(null, "a tram");
      tagging.pipe("ana", StreamDrivers.last("to"));
      current.pipe(tagging.taggedRecords());

      List<CurrentTags> changes = current.changes("ana");
      assertThat(changes).hasSize(3);
      assertThat(surfaces(changes.get(0))).isEmpty();
      assertThat(surfaces(changes.get(1))).containsExactly("Lisbon");
      assertThat(surfaces(changes.get(2))).containsExactly("Lisbon", "Porto");
      assertThat(changes.get(2).getEnded()).isTrue();
      assertThat(surfaces(current.tagsOf("ana"))).containsExactly("Lisbon", "Porto");
      assertThat(surfaces(current.tagsOf("ben"))).containsExactly("taxi");
    }
  }

  @Test
  void shouldReplaceTextsThatStandAlone() {
    try (TaggingTestDriver tagging = TaggingTestDriver.of(Travellers.tagger());
        CurrentTagsDriver current = driver()) {
      tagging.pipe("ana", "from Lisbon");
      tagging.pipe("ana", "to Porto");
      current.pipe(tagging.taggedRecords());

      assertThat(surfaces(current.tagsOf("ana"))).containsExactly("Porto");
    }
  }

  @Test
  void shouldPassOverAStreamWhoseBeginIsGone() {
    try (TaggingTestDriver tagging = StreamDrivers.fragments();
        CurrentTagsDriver current = driver()) {
      tagging.pipe("ana", "from Lis");
      tagging.pipe("ana", StreamDrivers.last("bon"));
      tagging.pipe("ana", "a taxi");
      List<TestRecord<byte[], TaggedText>> tagged = tagging.taggedRecords();

      current.pipe(tagged.subList(1, 2));
      assertThat(current.tagsOf("ana")).isNull();
      current.pipe(tagged.subList(2, 3));

      assertThat(surfaces(current.tagsOf("ana"))).containsExactly("taxi");
    }
  }

  @Test
  void shouldFailOnTaggedTextsThatContradictEachOther() {
    try (TaggingTestDriver tagging = StreamDrivers.fragments();
        CurrentTagsDriver current = driver()) {
      tagging.pipe("ana", "a");
      tagging.pipe("ana", " taxi");
      tagging.pipe("ana", " to Porto");
      List<TestRecord<byte[], TaggedText>> tagged = tagging.taggedRecords();
      current.pipe(tagged.subList(0, 1));

      assertThatThrownBy(() -> current.pipe(tagged.subList(2, 3)))
          .hasRootCauseInstanceOf(TagFoldException.class)
          .rootCause()
          .hasMessageContainingAll("text-events-0@2", "Was a tagged text lost?");
    }
  }

  private static List<String> surfaces(CurrentTags current) {
    return current.getSpans().stream().map(CurrentSpan::getSurface).toList();
  }

  private CurrentTagsDriver driver() {
    return new CurrentTagsDriver(
        new TaggingConfig(
            Map.of(
                "application.id",
                "current-tags",
                "bootstrap.servers",
                "unused:9092",
                "state.dir",
                stateDirectory.toString(),
                "schema.registry.url",
                "mock://" + SCOPE)));
  }

  /** Runs the topology of current tags. */
  private static final class CurrentTagsDriver implements AutoCloseable {
    private final TopologyTestDriver driver;
    private final Serde<TaggedText> taggedTexts;
    private final Serde<CurrentTags> currentTags;
    private final TestInputTopic<byte[], TaggedText> input;
    private final TestOutputTopic<byte[], CurrentTags> output;

    CurrentTagsDriver(TaggingConfig config) {
      Properties properties = new Properties();
      properties.putAll(Tagstream.configure(config.originals()));
      driver =
          new TopologyTestDriver(
              new CurrentTagsTopology(config, TagFold.complete()).build(), properties);
      taggedTexts = config.newValueSerde(TaggedText.class);
      currentTags = config.newValueSerde(CurrentTags.class);
      input =
          driver.createInputTopic(
              "tagged-text", new ByteArraySerializer(), taggedTexts.serializer());
      output =
          driver.createOutputTopic(
              "current-tags", new ByteArrayDeserializer(), currentTags.deserializer());
    }

    void pipe(List<TestRecord<byte[], TaggedText>> records) {
      records.forEach(record -> input.pipeInput(new TestRecord<>(record.key(), record.value())));
    }

    /** Reads what was written under a key; what was written under others is gone then. */
    List<CurrentTags> changes(String key) {
      return output.readKeyValuesToList().stream()
          .filter(change -> new String(change.key, UTF_8).equals(key))
          .map(change -> change.value)
          .toList();
    }

    CurrentTags tagsOf(String key) {
      KeyValueStore<byte[], CurrentTags> table = driver.getKeyValueStore("current-tags");
      return table.get(Records.bytes(key));
    }

    @Override
    public void close() {
      driver.close();
      taggedTexts.close();
      currentTags.close();
    }
  }
}
