package io.tagstream.local.live;

import io.tagstream.local.live.Outputs.Place;
import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes texts: of some keys and of none, many of them a little late, so that their timestamps are
 * not in order; among them what cannot be read, ends of streams and, where there are routes, texts
 * that name one. Belongs to one thread.
 */
final class Texts implements AutoCloseable {
  static final int PARTITIONS = 2;
  static final String ROUTE_HEADER = "route";
  static final String ROUTE_ATTRIBUTE = "line";
  static final String SECOND_ROUTE = "second";

  private static final long SEED = 20261121;
  private static final int KEYS = 7;

  /** Lateness of the latest, in milliseconds. */
  private static final int LATEST_MS = 900;

  private static final String[] PIECES = {
    "Book a tab", "le in Os", "lo. ", "Then play ", "Ann Lee! ", "weather at 10:", "30 in Lyon. "
  };

  private final String topic;
  private final boolean routes;
  private final KafkaProducer<byte[], byte[]> producer;
  private final SpecificAvroSerde<TextEvent> serde = new SpecificAvroSerde<>(TextEvent.class);
  private final Random random = new Random(SEED);
  private final List<Sent> sent = new ArrayList<>();

  /**
   * A text that was sent.
   *
   * @param route null if it becomes a dead letter
   * @param ends whether the stream of its key ends with it
   */
  record Sent(
      @Nullable String key,
      long timestamp,
      @Nullable String route,
      boolean ends,
      Future<RecordMetadata> arriving) {
    Place place() throws Exception {
      RecordMetadata arrived = arriving.get();
      return new Place(arrived.partition(), arrived.offset());
    }
  }

  /**
   * @param routes whether some of the texts name routes
   */
  Texts(Map<String, Object> client, String topic, boolean routes) {
    this.topic = topic;
    this.routes = routes;
    Map<String, Object> settings = new TreeMap<>(client);
    // So that texts of a partition keep their order whatever is sent again.
    settings.put("enable.idempotence", true);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    serde.configure(client, false);
  }

  /**
   * Sends the next text and does not wait.
   *
   * @param now timestamp of those that are not late, in milliseconds since the epoch
   */
  void send(long now) {
    int number = sent.size();
    long timestamp = isEvery(number, 3) ? now - random.nextInt(LATEST_MS) : now;
    String key = isEvery(number, 11) ? null : "key-" + number % KEYS;
    boolean unreadable = isEvery(number, 41);
    boolean ends = number / KEYS % 40 == 39;
    Naming naming = routes ? Naming.values()[number % Naming.values().length] : Naming.NOTHING;
    TextEvent event =
        TextEvent.newBuilder()
            .setText(PIECES[number / KEYS % PIECES.length])
            .setEndOfStream(ends)
            .setAttributes(naming.attributes())
            .build();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            number % KEYS % PARTITIONS,
            timestamp,
            key == null ? null : bytes(key),
            unreadable ? new byte[] {0, 0, 0} : serde.serializer().serialize(topic, event));
    naming.addTo(record);
    sent.add(
        new Sent(key, timestamp, unreadable ? null : naming.route, ends, producer.send(record)));
  }

  /** How a text says which route is its. */
  private enum Naming {
    NOTHING(null, null, Commands.DEFAULT),
    HEADER(SECOND_ROUTE, null, SECOND_ROUTE),
    ATTRIBUTE(null, SECOND_ROUTE, SECOND_ROUTE),
    BOTH(Commands.DEFAULT, SECOND_ROUTE, Commands.DEFAULT),
    UNKNOWN_HEADER("nobody", null, null),
    UNKNOWN_ATTRIBUTE(null, "nobody", null);

    private final @Nullable String header;
    private final @Nullable String attribute;
    private final @Nullable String route;

    Naming(@Nullable String header, @Nullable String attribute, @Nullable String route) {
      this.header = header;
      this.attribute = attribute;
      this.route = route;
    }

    Map<String, String> attributes() {
      return attribute == null ? Map.of() : Map.of(ROUTE_ATTRIBUTE, attribute);
    }

    void addTo(ProducerRecord<byte[], byte[]> record) {
      if (header != null) {
        record.headers().add(ROUTE_HEADER, bytes(header));
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isEvery(int number, int every) {
    return number % every == every - 1;
  }

  /** Returns what was sent, in order. */
  List<Sent> sent() {
    return sent;
  }

  @Override
  public void close() {
    producer.close();
    serde.close();
  }
}
