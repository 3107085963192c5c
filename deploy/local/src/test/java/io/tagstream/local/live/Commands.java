package io.tagstream.local.live;

import io.tagstream.schemas.ModelAction;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.net.URI;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes commands on the control topic, as any program could: whatever they say. */
final class Commands implements AutoCloseable {
  static final String DEFAULT = "default";

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final SpecificAvroSerde<ModelCommand> serde = new SpecificAvroSerde<>(ModelCommand.class);
  private final SpecificAvroSerde<SourceCoordinates> others =
      new SpecificAvroSerde<>(SourceCoordinates.class);
  private int count;

  Commands(Map<String, Object> client, String topic) {
    this.topic = topic;
    producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    serde.configure(client, false);
    others.configure(client, false);
  }

  /** Orders a model to be prepared; returns the identity of the command. */
  String prepare(PackedModel model) throws Exception {
    return prepare(DEFAULT, model, model.location());
  }

  /** The same, on any route and from any place. */
  String prepare(String route, PackedModel model, URI location) throws Exception {
    return send(
        command(ModelAction.PREPARE, model)
            .setRoute(route)
            .setLocation(location.toString())
            .setSizeBytes(model.packed().sizeBytes())
            .setSha256(model.packed().sha256()));
  }

  String activate(PackedModel model, long effectiveFrom) throws Exception {
    return activate(DEFAULT, model, effectiveFrom);
  }

  String activate(String route, PackedModel model, long effectiveFrom) throws Exception {
    return send(
        command(ModelAction.ACTIVATE, model).setRoute(route).setEffectiveFrom(effectiveFrom));
  }

  String rollBack(long effectiveFrom) throws Exception {
    return send(command(ModelAction.ROLLBACK, null).setEffectiveFrom(effectiveFrom));
  }

  String retire(PackedModel model) throws Exception {
    return send(command(ModelAction.RETIRE, model));
  }

  /** Begins a command with an identity of its own. */
  ModelCommand.Builder command(ModelAction action, @Nullable PackedModel model) {
    return ModelCommand.newBuilder()
        .setId(action + "-" + count++)
        .setAction(action)
        .setModel(model == null ? null : model.reference());
  }

  String send(ModelCommand.Builder command) throws Exception {
    ModelCommand built = command.build();
    sendBytes(serde.serializer().serialize(topic, built));
    return built.getId();
  }

  /** Sends what may be no command; returns its offset. */
  long sendBytes(byte @Nullable [] value) throws Exception {
    return producer.send(new ProducerRecord<>(topic, 0, null, value)).get().offset();
  }

  /** Returns the bytes of a record of a schema that the registry knows, and that is no command. */
  byte[] somethingElse() {
    return others.serializer().serialize("elsewhere", new SourceCoordinates("elsewhere", 1, 2L));
  }

  @Override
  public void close() {
    producer.close();
    serde.close();
    others.close();
  }
}
