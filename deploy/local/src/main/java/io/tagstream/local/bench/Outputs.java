package io.tagstream.local.bench;

import io.tagstream.app.CommandException;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What an application has written: a digest of key, value, headers and timestamp for each event.
 * Belongs to one thread.
 */
final class Outputs {
  private final Map<SourceCoordinates, ByteBuffer> digests = new HashMap<>();
  private final Map<List<Integer>, Long> last = new HashMap<>();
  private final TaggingConfig config;
  private final SpecificAvroSerde<TaggedText> serde;

  /**
   * Makes an empty collection.
   *
   * @param config of the application
   * @param serde reads tagged texts while any are added; closed by the caller
   */
  Outputs(TaggingConfig config, SpecificAvroSerde<TaggedText> serde) {
    this.config = config;
    this.serde = serde;
  }

  /**
   * Adds a record, in the order of its partition.
   *
   * @throws CommandException if it is the second of an event, comes before one of an earlier event,
   *     or is a dead letter
   */
  void add(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(config.deadLetterTopic())) {
      throw new CommandException(
          "%s: expected tagged texts alone, found a dead letter at %d@%d; the letter says why."
              .formatted(record.topic(), record.partition(), record.offset()));
    }
    SourceCoordinates source =
        serde
            .deserializer()
            .deserialize(record.topic(), record.headers(), record.value())
            .getSource();
    if (digests.put(source, digest(record)) != null) {
      throw new CommandException(
          "%s: expected one output an event, found a second of %d@%d at %d@%d."
              .formatted(
                  record.topic(),
                  source.getPartition(),
                  source.getOffset(),
                  record.partition(),
                  record.offset()));
    }
    Long before = last.put(List.of(record.partition(), source.getPartition()), source.getOffset());
    if (before != null && before > source.getOffset()) {
      throw new CommandException(
          "%s: expected outputs in the order of their events, found %d@%d after %d@%d."
              .formatted(
                  record.topic(),
                  source.getPartition(),
                  source.getOffset(),
                  source.getPartition(),
                  before));
    }
  }

  private static ByteBuffer digest(ConsumerRecord<byte[], byte[]> record) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, record.timestamp()));
      update(digest, record.key());
      update(digest, record.value());
      for (Header header : record.headers()) {
        digest.update(header.key().getBytes(StandardCharsets.UTF_8));
        update(digest, header.value());
      }
      return ByteBuffer.wrap(digest.digest()).asReadOnlyBuffer();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** With its length before it, so that no two records are written the same. */
  private static void update(MessageDigest digest, byte @Nullable [] bytes) {
    int length = bytes == null ? -1 : bytes.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
    if (bytes != null) {
      digest.update(bytes);
    }
  }

  int size() {
    return digests.size();
  }

  /** Says how these differ from others of the same events, if they do. */
  Optional<String> differenceFrom(Outputs other) {
    List<SourceCoordinates> different =
        digests.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(other.digests.get(entry.getKey())))
            .map(Map.Entry::getKey)
            .sorted(Comparator.comparingLong(SourceCoordinates::getOffset))
            .toList();
    if (different.isEmpty() && size() == other.size()) {
      return Optional.empty();
    }
    String first =
        different.isEmpty()
            ? "none"
            : different.get(0).getPartition() + "@" + different.get(0).getOffset();
    return Optional.of(
        "%s has %d outputs and %s %d; %d of the former are not in the latter, byte for byte; the first is that of partition and offset %s"
            .formatted(
                config.outputTopic(),
                size(),
                other.config.outputTopic(),
                other.size(),
                different.size(),
                first));
  }
}
