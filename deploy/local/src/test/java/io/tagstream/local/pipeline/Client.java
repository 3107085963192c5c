package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Some other program that writes texts and reads what became of them. */
final class Client implements AutoCloseable {
  static final String INPUT = "text-events";
  static final String OUTPUT = "tagged-text";
  static final String DEAD = "dead-letters";

  /** How long a test waits for what must come; reached only if it fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How long a test waits for the next record where much must be done before. */
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(10);

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final SpecificAvroSerde<TextEvent> events = new SpecificAvroSerde<>(TextEvent.class);
  private final SpecificAvroSerde<SourceCoordinates> others =
      new SpecificAvroSerde<>(SourceCoordinates.class);
  private final SpecificAvroSerde<TaggedText> tagged = new SpecificAvroSerde<>(TaggedText.class);
  private final SpecificAvroSerde<DeadLetter> dead = new SpecificAvroSerde<>(DeadLetter.class);

  /** What the last poll of {@link #awaitCount} found. */
  private List<ConsumerRecord<byte[], byte[]>> last = List.of();

  Client(Map<String, Object> settings) {
    events.configure(settings, false);
    others.configure(settings, false);
    tagged.configure(settings, false);
    dead.configure(settings, false);
    Map<String, Object> oneByOne = new TreeMap<>(settings);
    // A broker that does not yet know that it leads a new partition refuses the first request and
    // may accept the second; it would then never take the first again.
    oneByOne.put("max.in.flight.requests.per.connection", 1);
    producer = new KafkaProducer<>(oneByOne, new ByteArraySerializer(), new ByteArraySerializer());
    Map<String, Object> committedOnly = new TreeMap<>(settings);
    committedOnly.put("isolation.level", "read_committed");
    consumer =
        new KafkaConsumer<>(
            committedOnly, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Returns the bytes of a text event as a registry client writes them. */
  byte[] event(String text) {
    return event(text, false);
  }

  /** The same; the event ends its stream if asked. */
  byte[] event(String text, boolean ends) {
    TextEvent event = TextEvent.newBuilder().setText(text).setEndOfStream(ends).build();
    return events.serializer().serialize(INPUT, event);
  }

  /** Returns the bytes of a record that is no text event, under a schema the registry knows. */
  byte[] eventOfAnotherSchema() {
    SourceCoordinates other = new SourceCoordinates("elsewhere", 1, 2L);
    return others.serializer().serialize("elsewhere", other);
  }

  /** Sends a value under a key and returns its offset. */
  long send(String key, byte[] value) throws Exception {
    return send(new ProducerRecord<>(INPUT, 0, bytes(key), value));
  }

  /** Sends a value under a key and does not wait; texts are sent in the order of the calls. */
  Future<RecordMetadata> sendLater(String key, byte[] value) {
    return producer.send(new ProducerRecord<>(INPUT, 0, bytes(key), value));
  }

  /** The same, with a timestamp. */
  Future<RecordMetadata> sendLater(String key, long timestamp, byte[] value) {
    return producer.send(new ProducerRecord<>(INPUT, 0, timestamp, bytes(key), value));
  }

  /** The same, for any record. */
  Future<RecordMetadata> sendLater(ProducerRecord<byte[], byte[]> record) {
    return producer.send(record);
  }

  long send(ProducerRecord<byte[], byte[]> record) throws Exception {
    return sendLater(record).get().offset();
  }

  TaggedText tagged(ConsumerRecord<byte[], byte[]> record) {
    return tagged.deserializer().deserialize(record.topic(), record.headers(), record.value());
  }

  DeadLetter dead(ConsumerRecord<byte[], byte[]> record) {
    return dead.deserializer().deserialize(record.topic(), record.headers(), record.value());
  }

  /** Waits until a topic holds some number of committed records and returns all it holds then. */
  List<ConsumerRecord<byte[], byte[]>> await(String topic, int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<ConsumerRecord<byte[], byte[]>> records = begin(topic);
    while (records.size() < count && System.nanoTime() < deadline) {
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
    }
    return records;
  }

  /** Waits until a topic holds some number of committed records, and keeps none of them. */
  void awaitCount(String topic, int count) {
    begin(topic);
    int seen = 0;
    long progress = System.nanoTime();
    while (seen < count && System.nanoTime() - progress < LONG_PATIENCE.toNanos()) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(100));
      if (!polled.isEmpty()) {
        seen += polled.count();
        progress = System.nanoTime();
        last = new ArrayList<>();
        polled.forEach(last::add);
      }
    }
    assertThat(seen).as("records of " + topic).isGreaterThanOrEqualTo(count);
  }

  /** Waits until a topic holds more committed records than some, and returns the last of them. */
  List<ConsumerRecord<byte[], byte[]>> awaitAfter(String topic, int before, int count) {
    awaitCount(topic, before + count);
    List<ConsumerRecord<byte[], byte[]>> all = last;
    return all.subList(all.size() - 1, all.size());
  }

  /** Waits until the input at an offset has been answered. */
  void awaitAnswer(long offset) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    begin(OUTPUT);
    boolean answered = false;
    while (!answered && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        answered |= tagged(record).getSource().getOffset() == offset;
      }
    }
    assertThat(answered).as("the input at offset " + offset + " is answered").isTrue();
  }

  /** Returns the committed records a topic holds now. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = begin(topic);
    TopicPartition partition = new TopicPartition(topic, 0);
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    while (consumer.position(partition) < end) {
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
    }
    return records;
  }

  private List<ConsumerRecord<byte[], byte[]>> begin(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    return new ArrayList<>();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
    events.close();
    others.close();
    tagged.close();
    dead.close();
  }
}
