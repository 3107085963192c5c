package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import io.tagstream.schemas.ModelCommand;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serde;

/** Writes commands. Used by one thread. */
final class CommandSender implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final Serde<ModelCommand> serde;

  /**
   * Sends nothing yet.
   *
   * @param producer closed by this object
   * @param serde closed by this object
   */
  CommandSender(KafkaProducer<byte[], byte[]> producer, String topic, Serde<ModelCommand> serde) {
    this.producer = producer;
    this.topic = topic;
    this.serde = serde;
  }

  /**
   * A command that is in the topic.
   *
   * @param command the command
   * @param offset where it stands
   * @param appendTime when the broker appended it by its own clock, in milliseconds since the epoch
   * @param sentAt reading of {@link System#nanoTime} before it was sent
   */
  record Sent(ModelCommand command, long offset, long appendTime, long sentAt) {}

  /**
   * Writes a command and waits until all replicas have it.
   *
   * @throws CommandException if they have not, within {@link ControlClients#PATIENCE}
   */
  Sent send(ModelCommand command) throws InterruptedException {
    byte[] value = serde.serializer().serialize(topic, command);
    long sentAt = System.nanoTime();
    try {
      RecordMetadata metadata = producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
      return new Sent(command, metadata.offset(), metadata.timestamp(), sentAt);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CommandException(
          "Topic %s: expected to append %s within %d s, found %s; it may be there all the same: 'tagstream model status --history' shows it as %s."
              .formatted(
                  topic,
                  command.getAction(),
                  ControlClients.PATIENCE.toSeconds(),
                  cause.getMessage(),
                  command.getId()),
          cause);
    }
  }

  @Override
  public void close() {
    producer.close(ControlClients.PATIENCE);
    serde.close();
  }
}
