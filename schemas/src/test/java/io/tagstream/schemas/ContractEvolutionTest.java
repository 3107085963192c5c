package io.tagstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.registry.CompatibilityLevel;
import io.tagstream.schemas.registry.InMemoryRegistry;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's contracts against every version that was ever written with. {@code contracts/vN} holds,
 * for each contract that changed then, its schema with all types in it and the bytes of its {@link
 * ContractSamples sample}. A version that was released is never edited.
 */
class ContractEvolutionTest {

  private static final String SCOPE = "evolution-test";

  /** One contract as it was in one version. */
  record Released(String version, String contract, Schema schema, String sampleHex) {
    @Override
    public String toString() {
      return contract + " " + version;
    }
  }

  static List<Released> released() throws IOException, URISyntaxException {
    URL root = ContractEvolutionTest.class.getResource("/contracts");
    assertThat(root).isNotNull();
    List<Released> released = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(root.toURI()))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".avsc")).toList()) {
        String name = file.getFileName().toString().replace(".avsc", "");
        released.add(
            new Released(
                file.getParent().getFileName().toString(),
                name,
                new Schema.Parser().parse(Files.readString(file)),
                Files.readString(file.resolveSibling(name + ".hex")).strip()));
      }
    }
    released.sort(Comparator.comparingInt(entry -> Integer.parseInt(entry.version().substring(1))));
    return released;
  }

  private static SpecificRecord today(String contract) {
    return ContractSamples.all().stream()
        .filter(sample -> sample.getSchema().getName().equals(contract))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no sample of " + contract));
  }

  @ParameterizedTest
  @MethodSource("released")
  void shouldReadWhatEveryReleasedVersionWrote(Released released) {
    InMemoryRegistry registry = InMemoryRegistry.shared(SCOPE);
    int id = registry.register("t-value", released.schema().toString()).id();
    byte[] payload = HexFormat.of().parseHex(released.sampleHex());
    byte[] value =
        ByteBuffer.allocate(5 + payload.length).put((byte) 0).putInt(id).put(payload).array();
    try (SpecificAvroSerde<SpecificRecord> serde = new SpecificAvroSerde<>()) {
      serde.configure(Map.of("schema.registry.url", "mock://" + SCOPE), false);
      assertThat(serde.deserializer().deserialize("t", value))
          .isEqualTo(today(released.contract()));
    } finally {
      InMemoryRegistry.drop(SCOPE);
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void shouldStayBackwardCompatible(Released released) {
    Schema today = today(released.contract()).getSchema();
    assertThat(CompatibilityLevel.BACKWARD.incompatibilities(today, List.of(released.schema())))
        .isEmpty();
  }

  @Test
  void shouldHaveReleasedEveryContractAsItIsToday() throws IOException, URISyntaxException {
    List<Released> released = released();
    for (SpecificRecord sample : ContractSamples.all()) {
      Schema today = sample.getSchema();
      Schema latest =
          released.stream()
              .filter(entry -> entry.contract().equals(today.getName()))
              .reduce((first, second) -> second)
              .orElseThrow(() -> new AssertionError(today.getName() + " was never released"))
              .schema();
      assertThat(latest)
          .as(
              "%s changed. Add it to src/test/resources/contracts under a new version: the schema"
                  + " below, and the bytes of its sample.%n%s",
              today.getName(), SchemaFormatter.format("json/pretty", today))
          .isEqualTo(today);
    }
  }

  @Test
  void shouldCatchAFieldThatEarlierDataDoesNotHave() {
    Schema released = TextEvent.getClassSchema();
    Schema changed =
        new Schema.Parser()
            .parse(
                released
                    .toString()
                    .replace(
                        "\"fields\":[", "\"fields\":[{\"name\":\"room\",\"type\":\"string\"},"));
    assertThat(CompatibilityLevel.BACKWARD.incompatibilities(changed, List.of(released)))
        .singleElement()
        .asString()
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void shouldCatchAnEnumThatLostASymbol() {
    Schema released = ModelCommand.getClassSchema();
    Schema withoutDefault =
        new Schema.Parser()
            .parse(
                released
                    .toString()
                    .replace(",\"RETIRE\"", "")
                    .replace("],\"default\":\"UNKNOWN\"", "]"));
    assertThat(CompatibilityLevel.BACKWARD.incompatibilities(withoutDefault, List.of(released)))
        .singleElement()
        .asString()
        .contains("MISSING_ENUM_SYMBOLS");
  }

  @Test
  void shouldReadAReasonThatANewerWriterInvented() {
    Schema newer =
        new Schema.Parser()
            .parse(
                DeadLetter.getClassSchema()
                    .toString()
                    .replace("[\"UNKNOWN\",", "[\"BLOCKED\",\"UNKNOWN\","));
    InMemoryRegistry registry = InMemoryRegistry.shared(SCOPE);
    int id = registry.register("t-value", newer.toString()).id();
    // reason 0 (BLOCKED), message "", source "t" 0 0, timestamp 0, no value, size -1, not
    // truncated, no digest, no headers
    byte[] value =
        HexFormat.of()
            .parseHex("00%08x".formatted(id) + "00" + "00" + "02740000" + "00" + "00010000" + "00");
    try (SpecificAvroSerde<DeadLetter> serde = new SpecificAvroSerde<>()) {
      serde.configure(Map.of("schema.registry.url", "mock://" + SCOPE), false);
      assertThat(serde.deserializer().deserialize("t", value).getReason())
          .isEqualTo(DeadLetterReason.UNKNOWN);
    } finally {
      InMemoryRegistry.drop(SCOPE);
    }
  }

  @Test
  void shouldGiveEveryEnumASymbolForThoseOfNewerWriters() {
    Set<String> enums = new TreeSet<>();
    ContractSamples.all().forEach(sample -> checkEnums(sample.getSchema(), enums));
    assertThat(enums)
        .containsExactly("DeadLetterReason", "EditOperation", "ModelAction", "ModelState");
  }

  private static void checkEnums(Schema schema, Set<String> names) {
    switch (schema.getType()) {
      case ENUM -> {
        assertThat(schema.getEnumDefault()).as(schema.getName()).isEqualTo("UNKNOWN");
        assertThat(schema.getEnumOrdinal("UNKNOWN")).as(schema.getName()).isZero();
        names.add(schema.getName());
      }
      case RECORD -> schema.getFields().forEach(field -> checkEnums(field.schema(), names));
      case UNION -> schema.getTypes().forEach(branch -> checkEnums(branch, names));
      case ARRAY -> checkEnums(schema.getElementType(), names);
      case MAP -> checkEnums(schema.getValueType(), names);
      default -> {
        // Holds no types.
      }
    }
  }
}
