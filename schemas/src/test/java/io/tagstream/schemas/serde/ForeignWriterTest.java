package io.tagstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.registry.InMemoryRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Text events as producers write them that do not know our classes, and whatever Unicode holds. */
class ForeignWriterTest {

  private static final String SCOPE = "foreign-writer-test";

  private final SpecificAvroSerde<TextEvent> serde = new SpecificAvroSerde<>(TextEvent.class);

  @BeforeEach
  void configure() {
    configureSerde();
  }

  private void configureSerde() {
    serde.configure(
        Map.of("schema.registry.url", "mock://" + SCOPE, "auto.register.schemas", true), false);
  }

  @AfterEach
  void dropScope() {
    serde.close();
    InMemoryRegistry.drop(SCOPE);
  }

  private TextEvent read(Schema schema, GenericRecord record) throws IOException {
    int id = InMemoryRegistry.shared(SCOPE).register(schema.getFullName(), schema.toString()).id();
    byte[] payload = Translation.encode(new GenericDatumWriter<>(schema), record);
    TextEvent event = serde.deserializer().deserialize("t", WireFormat.prefixed(id, payload));
    assertThat(event).isNotNull();
    return event;
  }

  private static Schema record(String name, String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"%s\",\"fields\":[%s]}".formatted(name, fields));
  }

  @Test
  void shouldReadAWriterThatKnowsOnlyTheText() throws IOException {
    Schema schema =
        record("io.tagstream.schemas.TextEvent", "{\"name\":\"text\",\"type\":\"string\"}");
    TextEvent event = read(schema, new GenericRecordBuilder(schema).set("text", "Hi").build());
    assertThat(event).isEqualTo(TextEvent.newBuilder().setText("Hi").build());
  }

  @Test
  void shouldReadAWriterThatKnowsMoreInAnotherOrder() throws IOException {
    Schema schema =
        record(
            "com.example.ChatMessage",
            """
            {"name":"attributes","type":{"type":"map","values":"string"}},
            {"name":"sender","type":{"type":"record","name":"Sender","fields":[
              {"name":"id","type":"long"},
              {"name":"roles","type":{"type":"array","items":"string"}}]}},
            {"name":"language","type":"string"},
            {"name":"text","type":["string"]},
            {"name":"sentAt","type":{"type":"long","logicalType":"timestamp-millis"}}
            """);
    GenericRecord sender =
        new GenericRecordBuilder(schema.getField("sender").schema())
            .set("id", 5L)
            .set("roles", List.of("a", "b"))
            .build();
    TextEvent event =
        read(
            schema,
            new GenericRecordBuilder(schema)
                .set("attributes", Map.of("k", "v"))
                .set("sender", sender)
                .set("language", "de")
                .set("text", "Hallo")
                .set("sentAt", 1L)
                .build());
    assertThat(event)
        .isEqualTo(
            TextEvent.newBuilder()
                .setText("Hallo")
                .setLanguage("de")
                .setAttributes(Map.of("k", "v"))
                .build());
  }

  @Test
  void shouldReadTextThatWasWrittenAsBytes() throws IOException {
    Schema schema = record("Raw", "{\"name\":\"text\",\"type\":\"bytes\"}");
    GenericRecord raw = new GenericData.Record(schema);
    raw.put("text", StandardCharsets.UTF_8.encode("Gr\u00fc\u00dfe"));
    assertThat(read(schema, raw).getText()).isEqualTo("Gr\u00fc\u00dfe");
  }

  @Provide
  Arbitrary<String> anyUnicode() {
    return Arbitraries.strings().all().ofMaxLength(200);
  }

  /** Avro strings are UTF-8, which has no lone surrogates: each becomes one question mark. */
  private static String asUtf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Property(tries = 500)
  void shouldBringBackWhatWasWritten(
      @ForAll("anyUnicode") String text,
      @ForAll("anyUnicode") String attribute,
      @ForAll boolean endOfStream,
      @ForAll boolean withLanguage) {
    configureSerde();
    @Nullable String language = withLanguage ? attribute : null;
    TextEvent event =
        TextEvent.newBuilder()
            .setText(text)
            .setEndOfStream(endOfStream)
            .setLanguage(language)
            .setAttributes(Map.of("a", attribute))
            .build();
    byte[] bytes = serde.serializer().serialize("t", event);
    TextEvent read = serde.deserializer().deserialize("t", bytes);

    assertThat(read.getText()).isEqualTo(asUtf8(text));
    assertThat(read.getText().codePointCount(0, read.getText().length()))
        .isEqualTo(text.codePointCount(0, text.length()));
    assertThat(read.getEndOfStream()).isEqualTo(endOfStream);
    assertThat(read.getLanguage()).isEqualTo(language == null ? null : asUtf8(language));
    assertThat(read.getAttributes()).isEqualTo(Map.of("a", asUtf8(attribute)));
    assertThat(serde.serializer().serialize("t", read)).isEqualTo(bytes);
  }

  @Test
  void shouldServeManyThreads() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Map<String, TextEvent>> work =
          () -> {
            Map<String, TextEvent> read = new HashMap<>();
            for (int i = 0; i < 500; i++) {
              String text = Thread.currentThread().getName() + " " + i;
              TextEvent event = TextEvent.newBuilder().setText(text).build();
              byte[] bytes = serde.serializer().serialize("t" + i % 3, event);
              read.put(text, serde.deserializer().deserialize("t" + i % 3, bytes));
            }
            return read;
          };
      for (Future<Map<String, TextEvent>> done :
          threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> work).toList())) {
        assertThat(done.get())
            .hasSize(500)
            .allSatisfy((text, event) -> assertThat(event.getText()).isEqualTo(text));
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
