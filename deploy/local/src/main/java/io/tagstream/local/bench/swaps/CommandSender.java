package io.tagstream.local.bench.swaps;

import io.tagstream.app.CommandException;
import io.tagstream.schemas.ModelAction;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes commands about models to the control topic. Belongs to one thread. */
final class CommandSender implements AutoCloseable {
  private final SpecificAvroSerde<ModelCommand> serde = new SpecificAvroSerde<>(ModelCommand.class);
  private final KafkaProducer<byte[], ModelCommand> producer;
  private final String topic;

  CommandSender(Map<String, Object> client, String topic) {
    this.topic = topic;
    serde.configure(client, /* isKey= */ false);
    producer = new KafkaProducer<>(client, new ByteArraySerializer(), serde.serializer());
  }

  /** Has a model prepared. */
  void prepare(String id, Variant variant) throws InterruptedException {
    send(
        command(id, ModelAction.PREPARE, variant)
            .setLocation(variant.archive().toUri().toString())
            .setSizeBytes(variant.packed().sizeBytes())
            .setSha256(variant.packed().sha256()));
  }

  /**
   * Lets a model serve.
   *
   * @param effectiveFrom from when on, in milliseconds since the epoch
   * @return when the broker wrote the command, in milliseconds since the epoch
   */
  long activate(String id, Variant variant, long effectiveFrom) throws InterruptedException {
    return send(command(id, ModelAction.ACTIVATE, variant).setEffectiveFrom(effectiveFrom));
  }

  /** Takes a model out of use. */
  void retire(String id, Variant variant) throws InterruptedException {
    send(command(id, ModelAction.RETIRE, variant));
  }

  private static ModelCommand.Builder command(String id, ModelAction action, Variant variant) {
    return ModelCommand.newBuilder().setId(id).setAction(action).setModel(variant.model());
  }

  private long send(ModelCommand.Builder command) throws InterruptedException {
    try {
      RecordMetadata written = producer.send(new ProducerRecord<>(topic, command.build())).get();
      return written.timestamp();
    } catch (ExecutionException e) {
      throw new CommandException(
          "A command could not be written to %s: %s".formatted(topic, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    producer.close();
    serde.close();
  }
}
