package io.tagstream.local.bench;

import io.tagstream.app.CommandException;
import io.tagstream.app.run.Settings;
import io.tagstream.app.run.StopSignal;
import io.tagstream.app.run.StreamsProcess;
import io.tagstream.app.run.Topics;
import io.tagstream.model.Tagger;
import io.tagstream.model.serving.SingleTagger;
import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.config.TaggingConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;

/**
 * An application that is measured, started as {@code run} starts it. Belongs to one thread, which
 * closes it; the tagger is closed with it.
 */
final class Application implements AutoCloseable {
  private static final Duration START_WITHIN = Duration.ofMinutes(1);

  private final String name;
  private final Settings settings;
  private final Taggers taggers;
  private final StopSignal stop;
  private final StreamsProcess process;

  private Application(
      String name, Settings settings, Taggers taggers, StopSignal stop, StreamsProcess process) {
    this.name = name;
    this.settings = settings;
    this.taggers = taggers;
    this.stop = stop;
    this.process = process;
  }

  /**
   * Makes the topics it writes and starts it.
   *
   * @param name what it is called in failures
   * @param tagger taken over
   */
  static Application start(String name, Settings settings, Tagger tagger, int partitions) {
    Taggers taggers = new SingleTagger(tagger);
    StopSignal stop = StopSignal.install();
    try {
      TaggingConfig config = settings.tagging();
      new Topics(settings)
          .create(Set.of(config.outputTopic(), config.deadLetterTopic()), Optional.of(partitions));
      StreamsProcess process = StreamsProcess.start(settings, taggers, stop);
      return new Application(name, settings, taggers, stop, process);
    } catch (RuntimeException e) {
      stop.close();
      taggers.close();
      throw e;
    }
  }

  String id() {
    return settings.streams().getString(StreamsConfig.APPLICATION_ID_CONFIG);
  }

  TaggingConfig config() {
    return settings.tagging();
  }

  /** Waits until it has been given its partitions. */
  void awaitRunning() throws InterruptedException {
    process.awaitRunning(START_WITHIN);
  }

  /** Returns where its time went so far. */
  Profile profile(long events) {
    return Profile.of(process.metrics(), events);
  }

  /**
   * Looks whether it goes on.
   *
   * @throws CommandException if it ended by itself, or the user wants no more
   */
  void requireAlive() {
    process.requireAlive();
    if (stop.isRaised()) {
      throw new CommandException("The benchmark was stopped while it measured " + name + ".");
    }
  }

  @Override
  public void close() {
    try (stop;
        taggers) {
      process.close();
    }
  }
}
