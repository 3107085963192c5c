package io.tagstream.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.app.CommandException;
import io.tagstream.schemas.ModelReference;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import io.tagstream.topology.config.TaggingConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutputsTest {
  private static final Map<String, Object> CLIENT =
      Map.of("schema.registry.url", "mock://bench-outputs");
  private static final String TOPIC = "tagged-text";

  private final SpecificAvroSerde<TaggedText> serde = new SpecificAvroSerde<>(TaggedText.class);
  private final TaggingConfig config = new TaggingConfig(CLIENT);

  @BeforeEach
  void configure() {
    serde.configure(CLIENT, /* isKey= */ false);
  }

  @AfterEach
  void close() {
    serde.close();
  }

  @Test
  void shouldFindNoDifferenceWhereThereIsNone() {
    Outputs left = outputs(List.of(record(0, "a", 5, "x"), record(1, "b", 6, "y")));
    Outputs right = outputs(List.of(record(0, "a", 5, "x"), record(1, "b", 6, "y")));

    assertThat(left.differenceFrom(right)).isEmpty();
    assertThat(left.size()).isEqualTo(2);
  }

  @Test
  void shouldFindWhatDiffers() {
    Outputs left = outputs(List.of(record(0, "a", 5, "x"), record(1, "b", 6, "y")));

    for (ConsumerRecord<byte[], byte[]> other :
        List.of(record(1, "b", 6, "z"), record(1, "c", 6, "y"), record(1, "b", 7, "y"))) {
      assertThat(left.differenceFrom(outputs(List.of(record(0, "a", 5, "x"), other))))
          .hasValueSatisfying(said -> assertThat(said).contains("1 of the former", "offset 0@1"));
    }
  }

  @Test
  void shouldFindWhatIsMissingOnEitherSide() {
    Outputs both = outputs(List.of(record(0, "a", 5, "x"), record(1, "b", 6, "y")));
    Outputs one = outputs(List.of(record(0, "a", 5, "x")));

    assertThat(both.differenceFrom(one)).isPresent();
    assertThat(one.differenceFrom(both)).isPresent();
  }

  @Test
  void shouldRefuseASecondOutputOfAnEvent() {
    assertThatThrownBy(() -> outputs(List.of(record(3, "a", 5, "x"), record(3, "a", 5, "x"))))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("a second of 0@3");
  }

  @Test
  void shouldRefuseOutputsOutOfOrder() {
    assertThatThrownBy(() -> outputs(List.of(record(3, "a", 5, "x"), record(2, "a", 5, "x"))))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("found 0@2 after 0@3");
  }

  @Test
  void shouldRefuseDeadLetters() {
    ConsumerRecord<byte[], byte[]> dead =
        new ConsumerRecord<>(config.deadLetterTopic(), 0, 4, new byte[0], new byte[0]);

    assertThatThrownBy(() -> outputs(List.of(dead)))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("a dead letter at 0@4");
  }

  private Outputs outputs(List<ConsumerRecord<byte[], byte[]>> records) {
    Outputs outputs = new Outputs(config, serde);
    records.forEach(outputs::add);
    return outputs;
  }

  private ConsumerRecord<byte[], byte[]> record(long source, String key, long time, String text) {
    TaggedText tagged =
        new TaggedText(
            text,
            null,
            List.of(),
            List.of(),
            List.of(),
            new ModelReference("none", "1", "0"),
            false,
            new SourceCoordinates("text-events", 0, source),
            Map.of());
    byte[] value = serde.serializer().serialize(TOPIC, tagged);
    return new ConsumerRecord<>(
        TOPIC,
        0,
        source,
        time,
        TimestampType.CREATE_TIME,
        key.length(),
        value.length,
        key.getBytes(UTF_8),
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
