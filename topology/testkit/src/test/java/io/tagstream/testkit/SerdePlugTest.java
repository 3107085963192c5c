package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.TaggingConfig;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A serde from elsewhere, put in by its class name, and what its failures are taken for. */
class SerdePlugTest {

  @Test
  void shouldReadAndWriteWithSerdeOfClassName() {
    try (TaggingTestDriver driver = builder().build()) {
      driver.pipe("ana", "a taxi");
      driver.pipe("ana", "unspeakable");

      assertThat(driver.taggedRecords().get(0).headers())
          .extracting("key")
          .containsExactly(StubSerde.WRITTEN_HEADER);
      assertThat(driver.deadLetterRecords().get(0).headers())
          .extracting("key")
          .containsExactly(StubSerde.WRITTEN_HEADER);
    }
  }

  @ParameterizedTest
  @MethodSource
  void shouldBlameTheValue(RuntimeException failure, DeadLetterReason reason) {
    try (TaggingTestDriver driver = builder().set(StubSerde.FAILURE, failure).build()) {
      driver.pipe("ana", "a taxi");

      DeadLetter letter = driver.deadLetters().get(0);
      assertThat(letter.getReason()).isEqualTo(reason);
      assertThat(letter.getMessage()).doesNotContain("taxi").contains("expected", "found");
    }
  }

  static Stream<Arguments> shouldBlameTheValue() {
    return Stream.of(
        Arguments.of(new SerializationException("taxi"), DeadLetterReason.UNREADABLE),
        Arguments.of(
            new SerializationException("taxi", new EOFException()), DeadLetterReason.UNREADABLE),
        Arguments.of(
            new SerializationException(
                "taxi", new InvalidNumberEncodingException("Invalid int encoding")),
            DeadLetterReason.UNREADABLE),
        Arguments.of(
            new SerializationException("taxi", new JsonParseException(null, "taxi")),
            DeadLetterReason.UNREADABLE),
        Arguments.of(new AvroRuntimeException("taxi"), DeadLetterReason.UNREADABLE),
        Arguments.of(
            new SerializationException("taxi", new IndexOutOfBoundsException()),
            DeadLetterReason.UNREADABLE),
        Arguments.of(
            new SerializationException("taxi", new AvroTypeException("taxi")),
            DeadLetterReason.INCOMPATIBLE_SCHEMA),
        Arguments.of(
            new SerializationException("taxi", new RestClientException(404, 40401)),
            DeadLetterReason.UNKNOWN_SCHEMA),
        Arguments.of(
            new SerializationException("taxi", new RestClientException(404, 40403)),
            DeadLetterReason.UNKNOWN_SCHEMA),
        Arguments.of(
            new SerializationException("taxi", new RestClientException(404, 40499)),
            DeadLetterReason.UNKNOWN_SCHEMA));
  }

  @ParameterizedTest
  @MethodSource
  void shouldBlameTheSurroundings(RuntimeException failure) {
    try (TaggingTestDriver driver = builder().set(StubSerde.FAILURE, failure).build()) {
      assertThatThrownBy(() -> driver.pipe("ana", "a taxi"))
          .satisfies(
              thrown ->
                  assertThat(Stream.iterate(thrown, t -> t != null, Throwable::getCause))
                      .contains(failure));
      assertThat(driver.kafkaDriver().producedTopicNames()).isEmpty();
    }
  }

  static Stream<RuntimeException> shouldBlameTheSurroundings() {
    return Stream.of(
        new SerializationException("registry", new ConnectException()),
        new SerializationException("registry", new SocketTimeoutException()),
        new SerializationException("registry", new UnknownHostException()),
        new SerializationException("registry", new HttpTimeoutException("late")),
        new SerializationException("registry", new SSLHandshakeException("expired")),
        new SerializationException("registry", new SSLException(new EOFException())),
        new SerializationException("registry", new IOException("Premature EOF")),
        new UncheckedIOException(new IOException("Connection reset")),
        new SerializationException("registry", new RestClientException(401, 40101)),
        new SerializationException("registry", new RestClientException(429, 42901)),
        new SerializationException("registry", new RestClientException(503, 50301)),
        new SerializationException("wrong address", new RestClientException(404, 404)),
        new SerializationException("wrong address", new RestClientException(404, 40400)),
        new SerializationException("wrong address", new RestClientException(404, 40500)),
        new SerializationException("proxy", new RestClientException(404, 0)),
        new SerializationException("not that status", new RestClientException(500, 40403)),
        new TimeoutException("registry"),
        new AuthorizationException("registry"),
        new InvalidConfigurationException("registry"),
        new IllegalStateException("a bug of the serde"),
        new NullPointerException("a bug of the serde"));
  }

  @Test
  void shouldRejectRecordOfAnotherClass() {
    try (TaggingTestDriver driver =
        builder().set(StubSerde.RETURNED, new SourceCoordinates("taxi", 0, 0L)).build()) {
      driver.pipe("ana", "a taxi");

      DeadLetter letter = driver.deadLetters().get(0);
      assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INCOMPATIBLE_SCHEMA);
      assertThat(letter.getMessage()).contains("SourceCoordinates").doesNotContain("taxi");
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {TextEvent.class, TaggedText.class, DeadLetter.class})
  void shouldCloseWhatWasOpenedBeforeSerdeThatFails(Class<?> failing) {
    AtomicInteger open = new AtomicInteger();

    assertThatThrownBy(
            () ->
                builder()
                    .set(StubSerde.OPEN, open)
                    .set(StubSerde.UNCONFIGURABLE, failing.getName())
                    .build())
        .hasRootCauseMessage("cannot be configured");
    assertThat(open).hasValue(0);
  }

  @Test
  void shouldCloseEverySerde() {
    AtomicInteger open = new AtomicInteger();

    try (TaggingTestDriver driver = builder().set(StubSerde.OPEN, open).build()) {
      driver.pipe("ana", "a taxi");
      assertThat(open).hasPositiveValue();
    }
    assertThat(open).hasValue(0);
  }

  private static TaggingTestDriver.Builder builder() {
    return TaggingTestDriver.builder(Travellers.tagger())
        .set(TaggingConfig.SERDE_CLASS, StubSerde.class.getName());
  }
}
