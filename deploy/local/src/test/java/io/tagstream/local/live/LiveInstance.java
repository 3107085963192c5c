package io.tagstream.local.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.topology.Tagstream;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.control.ModelControl;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;

/** An instance of an application in this JVM, with models that come and go, as {@code run} does. */
final class LiveInstance implements AutoCloseable {
  /** How long a test waits for what must come; reached only if it fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ModelControl models;
  private final KafkaStreams streams;

  private LiveInstance(ModelControl models, KafkaStreams streams) {
    this.models = models;
    this.streams = streams;
  }

  /** Starts an instance once its models are there; its topics exist. */
  static LiveInstance start(Map<String, Object> settings) throws InterruptedException {
    TaggingConfig config = new TaggingConfig(settings);
    ModelControl models = ModelControl.start(config);
    assertThat(models.awaitReady(PATIENCE)).as("models in force are open").isTrue();
    KafkaStreams streams = Tagstream.streams(config, models);
    streams.start();
    return new LiveInstance(models, streams);
  }

  /** Fails if it has given up. */
  void requireAlive() {
    assertThat(streams.state().isRunningOrRebalancing()).as("state " + streams.state()).isTrue();
  }

  /** Returns the names of its stream threads; one that was replaced is not among them. */
  Set<String> threads() {
    return streams.metadataForLocalThreads().stream()
        .map(ThreadMetadata::threadName)
        .collect(Collectors.toSet());
  }

  /** Ends it in order. */
  @Override
  public void close() {
    boolean closed =
        streams.close(
            CloseOptions.timeout(PATIENCE)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    models.close();
    assertThat(closed).isTrue();
  }
}
