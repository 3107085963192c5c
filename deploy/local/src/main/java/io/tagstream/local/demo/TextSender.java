package io.tagstream.local.demo;

import io.tagstream.app.CommandException;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends texts to the input topic. Safe for use by several threads; the demo closes it. */
final class TextSender implements AutoCloseable {
  private final SpecificAvroSerde<TextEvent> serde = new SpecificAvroSerde<>(TextEvent.class);
  private final KafkaProducer<byte[], TextEvent> producer;
  private final String topic;
  private final Ledger ledger;

  TextSender(Map<String, Object> settings, String topic, Ledger ledger) {
    this.topic = topic;
    this.ledger = ledger;
    serde.configure(settings, /* isKey= */ false);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), serde.serializer());
  }

  /** Sends texts and waits until the broker has them. */
  void send(List<Utterance> utterances) throws InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Utterance utterance : utterances) {
      TextEvent event = TextEvent.newBuilder().setText(utterance.text()).build();
      sent.add(produce(utterance.key(), event));
    }
    for (Future<RecordMetadata> future : sent) {
      note(future);
    }
  }

  /** Sends a piece of a stream and waits until the broker has it. */
  void send(Piece piece) throws InterruptedException {
    note(
        produce(
            piece.key(),
            TextEvent.newBuilder().setText(piece.text()).setEndOfStream(piece.last()).build()));
  }

  /** Ends the stream of a key, if there is one, and waits until the broker knows. */
  void endStream(String key) throws InterruptedException {
    note(produce(key, null));
  }

  private Future<RecordMetadata> produce(String key, @Nullable TextEvent event) {
    return producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), event));
  }

  private void note(Future<RecordMetadata> sent) throws InterruptedException {
    RecordMetadata metadata = await(sent);
    ledger.sent(new SourceCoordinates(topic, metadata.partition(), metadata.offset()));
  }

  private static RecordMetadata await(Future<RecordMetadata> sent) throws InterruptedException {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw new CommandException(
          "A text could not be sent to the embedded broker: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close();
    serde.close();
  }
}
