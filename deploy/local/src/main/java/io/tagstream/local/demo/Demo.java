package io.tagstream.local.demo;

import io.tagstream.app.CommandException;
import io.tagstream.app.run.Settings;
import io.tagstream.app.run.StopSignal;
import io.tagstream.app.run.StreamsProcess;
import io.tagstream.app.run.Topics;
import io.tagstream.local.LocalCluster;
import io.tagstream.model.Tagger;
import io.tagstream.model.serving.SingleTagger;
import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.config.TaggingConfig;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The demo from start to end: texts are produced to a topic, tagged by Kafka Streams and read back
 * from another. Belongs to the thread of the command.
 */
final class Demo {
  private static final int PARTITIONS = 2;
  private static final Duration START_WITHIN = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(50);

  private final LocalCluster cluster;
  private final Settings settings;
  private final DemoScreen screen;
  private final Ledger ledger;
  private final StopSignal stop;

  Demo(LocalCluster cluster, DemoScreen screen, Ledger ledger, StopSignal stop) {
    this.cluster = cluster;
    this.settings = Settings.of(settings(cluster));
    this.screen = screen;
    this.ledger = ledger;
    this.stop = stop;
  }

  /** Everything but the addresses is the default of {@code run}, so the demo shows that. */
  private static Map<String, Object> settings(LocalCluster cluster) {
    Map<String, Object> settings = new TreeMap<>(cluster.clientSettings());
    settings.put("application.id", "tagstream-demo");
    settings.put("state.dir", cluster.stateDirectory().toString());
    return settings;
  }

  /**
   * Tags the conversation and, unless {@code input} is empty, what is typed after it.
   *
   * @param tagger closed by the caller
   * @param input read until it ends or the process is to end; if it never held a line and is no
   *     terminal, it is nobody's, and the demo serves on without it
   * @param typing whether somebody sits at {@code input}
   */
  void run(Tagger tagger, Optional<InputStream> input, boolean typing) throws InterruptedException {
    TaggingConfig config = settings.tagging();
    new Topics(settings).create(Topics.of(config), Optional.of(PARTITIONS));
    Map<String, Object> client = cluster.clientSettings();
    try (Taggers taggers = new SingleTagger(tagger);
        StreamsProcess streams = StreamsProcess.start(settings, taggers, stop);
        OutputReader reader = new OutputReader(client, config);
        TextSender sender = new TextSender(client, config.inputTopics().get(0), ledger)) {
      streams.awaitRunning(START_WITHIN);
      screen.ready(cluster, config, tagger.model());
      sender.send(Utterance.conversation());
      showWhile(() -> !ledger.isBalanced(), reader);
      if (input.isPresent()) {
        screen.invite(cluster, config);
        TypedLines lines = new TypedLines(sender);
        lines.start(input.get());
        showWhile(() -> lines.mayGoOn(typing) || !ledger.isBalanced(), reader);
      } else {
        requireAllAnswered();
      }
      streams.requireAlive();
      screen.stopping();
    }
  }

  /** Whoever asked for the samples alone must be able to tell from the exit code. */
  private void requireAllAnswered() {
    if (!ledger.isBalanced()) {
      throw new CommandException("The demo was stopped before all texts were tagged.");
    }
  }

  private void showWhile(BooleanSupplier more, OutputReader reader) {
    while (more.getAsBoolean() && !stop.isRaised()) {
      reader.poll(POLL, screen);
    }
  }
}
