package io.tagstream.local.bench.swaps;

import io.tagstream.local.bench.swaps.Verdict.Counts;
import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the topics of a trial once it is over, and has them judged. Belongs to one thread. */
final class Hearing {
  private final Map<String, Object> client;

  /**
   * @param client where the cluster is
   */
  Hearing(Map<String, Object> client) {
    this.client = client;
  }

  /**
   * Reads the commands.
   *
   * @param configured digest of the model that serves before the first
   */
  ModelTimeline timeline(String configured) {
    ModelTimeline timeline = new ModelTimeline(configured, Stage.LEAD);
    try (TopicReader topics = new TopicReader(client);
        SpecificAvroSerde<ModelCommand> serde = serde(ModelCommand.class)) {
      topics.read(
          Stage.CONTROL,
          record -> timeline.add(record.offset(), record.timestamp(), value(serde, record)));
    }
    return timeline;
  }

  /** Reads events and what became of them. */
  Counts judge(ModelTimeline timeline) {
    try (TopicReader topics = new TopicReader(client);
        SpecificAvroSerde<TaggedText> tagged = serde(TaggedText.class);
        SpecificAvroSerde<DeadLetter> dead = serde(DeadLetter.class)) {
      Verdict verdict = new Verdict(timeline, topics.end(Stage.EVENTS));
      topics.read(
          Stage.EVENTS,
          record -> verdict.record(record.offset(), record.key(), record.timestamp()));
      topics.read(
          Stage.TAGGED,
          record -> {
            TaggedText text = value(tagged, record);
            verdict.tagged(
                text.getSource().getOffset(),
                text.getModel().getDigest(),
                text.getModelProvisional());
          });
      topics.read(
          Stage.DEAD, record -> verdict.deadLetter(value(dead, record).getSource().getOffset()));
      return verdict.counts();
    }
  }

  private <T extends SpecificRecord> SpecificAvroSerde<T> serde(Class<T> type) {
    SpecificAvroSerde<T> serde = new SpecificAvroSerde<>(type);
    serde.configure(client, /* isKey= */ false);
    return serde;
  }

  private static <T extends SpecificRecord> T value(
      SpecificAvroSerde<T> serde, ConsumerRecord<byte[], byte[]> record) {
    return serde.deserializer().deserialize(record.topic(), record.headers(), record.value());
  }
}
