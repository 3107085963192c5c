package io.tagstream.app.run;

import io.tagstream.app.CommandException;
import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.Tagstream;
import io.tagstream.topology.control.ModelControl;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/**
 * Kafka Streams as a process runs it: started once, watched, closed within a bound. The streams
 * call the listener on their own threads; everything else belongs to the thread of the command.
 */
public final class StreamsProcess implements AutoCloseable {
  /** How long the streams may take to finish what they have begun. */
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

  private final KafkaStreams streams;
  private final CountDownLatch running = new CountDownLatch(1);
  private volatile boolean closing;

  private StreamsProcess(KafkaStreams streams, StopSignal stop) {
    this.streams = streams;
    streams.setStateListener(
        (now, before) -> {
          if (now == State.RUNNING) {
            running.countDown();
          }
          if (now == State.ERROR || now == State.NOT_RUNNING) {
            running.countDown();
            stop.raise();
          }
        });
  }

  /**
   * Starts the streams; what ends them raises {@code stop}.
   *
   * @param taggers closed by the caller after the streams
   */
  public static StreamsProcess start(Settings settings, Taggers taggers, StopSignal stop) {
    return start(Tagstream.streams(settings.tagging(), taggers), stop);
  }

  /**
   * Starts the streams with models that come and go; what ends them raises {@code stop}.
   *
   * @param models ready; closed by the caller after the streams
   */
  public static StreamsProcess start(Settings settings, ModelControl models, StopSignal stop) {
    return start(Tagstream.streams(settings.tagging(), models), stop);
  }

  private static StreamsProcess start(KafkaStreams streams, StopSignal stop) {
    StreamsProcess process = new StreamsProcess(streams, stop);
    streams.start();
    return process;
  }

  /**
   * Waits until the streams have been given their partitions.
   *
   * @throws CommandException if they are not running within {@code patience}
   */
  public void awaitRunning(Duration patience) throws InterruptedException {
    boolean answered = running.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (!answered || streams.state() == State.ERROR) {
      throw new CommandException(
          "Kafka Streams should run within %d s but is %s; --verbose shows more."
              .formatted(patience.toSeconds(), streams.state()));
    }
  }

  /**
   * Refuses to let a failure pass for an ordinary end.
   *
   * @throws CommandException if the streams ended by themselves
   */
  public void requireAlive() {
    if (!closing && !streams.state().isRunningOrRebalancing()) {
      throw new CommandException(
          "Kafka Streams ended by itself (state %s); the log says why.".formatted(streams.state()));
    }
  }

  /** Returns what the application has counted so far, by itself and by Kafka. */
  public Map<MetricName, ? extends Metric> metrics() {
    return streams.metrics();
  }

  @Override
  public void close() {
    closing = true;
    // Leaving the group lets another instance, or the next start, go on at once instead of after
    // the session timeout.
    boolean closed =
        streams.close(
            CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    if (!closed) {
      throw new CommandException(
          "Kafka Streams should end within %d s and has not; what was not committed is processed"
                  .formatted(CLOSE_WITHIN.toSeconds())
              + " again at the next start.");
    }
  }
}
