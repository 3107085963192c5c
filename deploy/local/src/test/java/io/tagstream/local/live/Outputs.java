package io.tagstream.local.live;

import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What an application has made of its input so far. Belongs to one thread. */
final class Outputs implements AutoCloseable {
  private final String deadLetters;
  private final TopicReader reader;
  private final SpecificAvroSerde<TaggedText> tagged = new SpecificAvroSerde<>(TaggedText.class);
  private final SpecificAvroSerde<DeadLetter> dead = new SpecificAvroSerde<>(DeadLetter.class);
  private final Map<Place, List<Output>> outputs = new TreeMap<>();
  private int count;

  /** Where a record of the input stands. */
  record Place(int partition, long offset) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::partition).thenComparingLong(Place::offset);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** All that a record says, as bytes. */
  record Bytes(
      @Nullable ByteBuffer key,
      long timestamp,
      List<Map.Entry<String, ByteBuffer>> headers,
      ByteBuffer value) {}

  /**
   * What became of a record of the input.
   *
   * @param tagged null for a dead letter
   * @param reason null for a tagged text
   */
  record Output(Bytes bytes, @Nullable TaggedText tagged, @Nullable DeadLetterReason reason) {
    String model() {
      return tagged == null ? "none" : tagged.getModel().getDigest();
    }

    boolean provisional() {
      return tagged != null && tagged.getModelProvisional();
    }
  }

  Outputs(Map<String, Object> client, String taggedTexts, String deadLetters, int partitions) {
    this.deadLetters = deadLetters;
    reader = new TopicReader(client, partitions, taggedTexts, deadLetters);
    tagged.configure(client, false);
    dead.configure(client, false);
  }

  void poll(Duration patience) {
    reader.poll(patience, this::add);
  }

  void readAll() {
    reader.readAll(this::add);
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    SourceCoordinates source;
    Output output;
    if (record.topic().equals(deadLetters)) {
      DeadLetter letter =
          dead.deserializer().deserialize(record.topic(), record.headers(), record.value());
      source = letter.getSource();
      output = new Output(bytes(record), null, letter.getReason());
    } else {
      TaggedText text =
          tagged.deserializer().deserialize(record.topic(), record.headers(), record.value());
      source = text.getSource();
      output = new Output(bytes(record), text, null);
    }
    outputs
        .computeIfAbsent(
            new Place(source.getPartition(), source.getOffset()), place -> new ArrayList<>())
        .add(output);
    count++;
  }

  private static Bytes bytes(ConsumerRecord<byte[], byte[]> record) {
    List<Map.Entry<String, ByteBuffer>> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(Map.entry(header.key(), ByteBuffer.wrap(header.value())));
    }
    return new Bytes(
        record.key() == null ? null : ByteBuffer.wrap(record.key()),
        record.timestamp(),
        headers,
        ByteBuffer.wrap(record.value()));
  }

  /** Returns how many have been read. */
  int count() {
    return count;
  }

  /** Returns what became of each record of the input: one output, or there is a mistake. */
  Map<Place, List<Output>> byPlace() {
    return outputs;
  }

  /** Returns the digest of the model that tagged a record of the input, or none. */
  String modelAt(Place place) {
    return outputs.getOrDefault(place, List.of()).stream()
        .map(Output::model)
        .findFirst()
        .orElse("none");
  }

  /** Returns how many were said provisionally. */
  long provisional() {
    return outputs.values().stream().flatMap(List::stream).filter(Output::provisional).count();
  }

  /** Returns whether any output names a model. */
  boolean name(String digest) {
    return outputs.values().stream()
        .flatMap(List::stream)
        .anyMatch(output -> output.model().equals(digest));
  }

  @Override
  public void close() {
    reader.close();
    tagged.close();
    dead.close();
  }
}
