package io.tagstream.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.topology.write.RecordSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own producer draws the line where the topology expects it, to the byte. */
class ProducerLimitIT {
  private static final String TOPIC = "limits";

  @Test
  void shouldRefuseRecordsOneByteLargerThanExpected(@TempDir Path directory) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, directory)) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      }
      for (ProducerRecord<byte[], byte[]> record : records()) {
        int size = (int) RecordSize.of(record.key(), record.value(), record.headers());
        try (KafkaProducer<byte[], byte[]> exact = producer(broker, size);
            KafkaProducer<byte[], byte[]> narrow = producer(broker, size - 1)) {
          assertThat(exact.send(record).get().hasOffset()).isTrue();
          assertThatThrownBy(() -> narrow.send(record).get())
              .hasCauseInstanceOf(RecordTooLargeException.class);
        }
      }
    }
  }

  /** Lengths on both sides of where their own encoding becomes longer, with and without headers. */
  private static List<ProducerRecord<byte[], byte[]>> records() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int length : new int[] {0, 63, 64, 8191, 8192, 100_000}) {
      records.add(record(null, new byte[length]));
      records.add(record(new byte[length], null));
      ProducerRecord<byte[], byte[]> withHeaders = record(new byte[3], new byte[7]);
      withHeaders.headers().add("clé", new byte[length]).add("", null);
      records.add(withHeaders);
    }
    ProducerRecord<byte[], byte[]> manyHeaders = record(null, null);
    for (int header = 0; header < 64; header++) {
      manyHeaders.headers().add("h" + header, new byte[header]);
    }
    records.add(manyHeaders);
    return records;
  }

  private static ProducerRecord<byte[], byte[]> record(
      byte @Nullable [] key, byte @Nullable [] value) {
    return new ProducerRecord<>(TOPIC, 0, 0L, key, value);
  }

  private static KafkaProducer<byte[], byte[]> producer(EmbeddedBroker broker, int limit) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "max.request.size",
            limit,
            "compression.type",
            "lz4",
            "batch.size",
            0),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
