package io.tagstream.local.model;

import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelState;
import io.tagstream.schemas.ModelStatus;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What looks to others like an instance of an application, and answers commands as it is told. It
 * has a thread of its own.
 */
final class ScriptedInstance implements AutoCloseable {
  /** Nothing is answered. */
  static final Function<ModelCommand, List<ModelState>> SILENT = command -> List.of();

  /** All is done as it should be. */
  static final Function<ModelCommand, List<ModelState>> WILLING =
      command ->
          switch (command.getAction()) {
            case PREPARE -> List.of(ModelState.PREPARING, ModelState.PREPARED);
            case ACTIVATE, ROLLBACK -> List.of(ModelState.PREPARED, ModelState.ACTIVE);
            default -> List.of(ModelState.RETIRED);
          };

  /** All is refused. */
  static final Function<ModelCommand, List<ModelState>> REFUSING =
      command -> List.of(ModelState.REJECTED);

  private final Map<String, Object> settings;
  private final String application;
  private final String name;
  private final Function<ModelCommand, List<ModelState>> script;
  private final Thread thread = new Thread(this::run, "scripted");
  private volatile boolean closing;

  private ScriptedInstance(
      Map<String, Object> client,
      String application,
      String name,
      Function<ModelCommand, List<ModelState>> script) {
    this.settings = new TreeMap<>(client);
    this.application = application;
    this.name = name;
    this.script = script;
    settings.put("group.id", application);
    settings.put("enable.auto.commit", false);
    settings.put("client.id", name + "-StreamThread-1-consumer");
  }

  /** Starts one; its topics, named after the application, exist. */
  static ScriptedInstance start(
      Map<String, Object> client,
      String application,
      String name,
      Function<ModelCommand, List<ModelState>> script) {
    ScriptedInstance instance = new ScriptedInstance(client, application, name, script);
    instance.thread.start();
    return instance;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void run() {
    try (KafkaConsumer<byte[], byte[]> member = consumer();
        KafkaConsumer<byte[], byte[]> control = consumer();
        KafkaProducer<byte[], byte[]> status =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        SpecificAvroSerde<ModelCommand> commands = new SpecificAvroSerde<>(ModelCommand.class);
        SpecificAvroSerde<ModelStatus> statuses = new SpecificAvroSerde<>(ModelStatus.class)) {
      commands.configure(settings, false);
      statuses.configure(settings, false);
      member.subscribe(List.of("text-events"));
      TopicPartition partition = new TopicPartition(application + "-control", 0);
      control.assign(List.of(partition));
      control.seekToBeginning(List.of(partition));
      while (!closing) {
        member.poll(Duration.ofMillis(20));
        for (ConsumerRecord<byte[], byte[]> record : control.poll(Duration.ofMillis(20))) {
          ModelCommand command =
              commands.deserializer().deserialize(record.topic(), record.value());
          for (ModelState state : script.apply(command)) {
            byte[] said = statuses.serializer().serialize("status", status(record, command, state));
            String key = application + "/" + name + "/" + command.getId();
            Future<RecordMetadata> unused =
                status.send(
                    new ProducerRecord<>(
                        application + "-status", key.getBytes(StandardCharsets.UTF_8), said));
          }
        }
      }
    }
  }

  private ModelStatus status(
      ConsumerRecord<byte[], byte[]> record, ModelCommand command, ModelState state) {
    boolean refused = state == ModelState.REJECTED;
    return ModelStatus.newBuilder()
        .setCommandId(command.getId())
        .setCommandOffset(record.offset())
        .setApplicationId(application)
        .setInstance(name)
        .setRoute(command.getRoute())
        .setModel(command.getModel())
        .setState(state)
        .setReasonCode(refused ? "GOLDEN_MISMATCH" : null)
        .setMessage(refused ? "it says something else about example 3" : null)
        .setTimestamp(record.timestamp())
        .build();
  }

  /** Leaves the group. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
