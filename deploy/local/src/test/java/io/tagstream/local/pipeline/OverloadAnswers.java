package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What an application has said of a backlog, committed and as bytes. Belongs to one thread. */
final class OverloadAnswers implements AutoCloseable {
  /** How long a test waits for the next answer; reached only if it fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(100);

  private final Client client;
  private final String deadLetterTopic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<SourceCoordinates, List<ByteBuffer>> answers = new HashMap<>();
  private int count;
  private int deadLetters;

  /**
   * @param client reads values
   * @param config of the application; its topics exist
   * @param partitions of each topic; a consumer that is asked may not know new ones yet
   */
  OverloadAnswers(Client client, TaggingConfig config, int partitions) {
    this.client = client;
    this.deadLetterTopic = config.deadLetterTopic();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            config.originals().get("bootstrap.servers"),
            "isolation.level",
            "read_committed");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      all.add(new TopicPartition(config.outputTopic(), i));
      all.add(new TopicPartition(deadLetterTopic, i));
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Waits until there are some number of answers, or nothing has come for long. */
  void await(int number) {
    long progress = System.nanoTime();
    while (count < number && System.nanoTime() - progress < PATIENCE.toNanos()) {
      progress = poll() ? System.nanoTime() : progress;
    }
  }

  /** Reads all that there is now. */
  void readAll() {
    consumer
        .endOffsets(consumer.assignment())
        .forEach(
            (partition, end) -> {
              while (consumer.position(partition) < end) {
                poll();
              }
            });
  }

  private boolean poll() {
    int before = count;
    consumer.poll(POLL).forEach(this::add);
    return count > before;
  }

  private void add(ConsumerRecord<byte[], byte[]> answer) {
    boolean dead = answer.topic().equals(deadLetterTopic);
    SourceCoordinates source =
        dead ? client.dead(answer).getSource() : client.tagged(answer).getSource();
    answers.computeIfAbsent(source, text -> new ArrayList<>()).add(ByteBuffer.wrap(answer.value()));
    deadLetters += dead ? 1 : 0;
    count++;
  }

  /** Returns what was said of each text. */
  Map<SourceCoordinates, List<ByteBuffer>> all() {
    return answers;
  }

  /** Fails unless some number of texts have one answer each. */
  void assertOnceEach(int texts) {
    assertThat(answers).hasSize(texts);
    assertThat(count).isEqualTo(texts);
  }

  /** Returns how many texts could not be tagged. */
  int deadLetters() {
    return deadLetters;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
