package io.tagstream.local.demo;

import io.tagstream.app.CommandException;
import io.tagstream.app.Main;
import io.tagstream.app.run.Settings;
import io.tagstream.app.run.StopSignal;
import io.tagstream.app.run.StreamsProcess;
import io.tagstream.app.run.Topics;
import io.tagstream.local.LocalCluster;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundlePacker;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.control.ModelControl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.ExitCode;

/**
 * The demo of a change of model: texts come steadily, a second model is activated by the very
 * command that a user would type, and the moment is shown at which it takes over. Belongs to the
 * thread of the command.
 */
final class SwapDemo {
  private static final int PARTITIONS = 2;
  private static final Duration START_WITHIN = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(20);

  /** How long each model is seen alone. */
  private static final Duration ALONE = Duration.ofSeconds(3);

  private final LocalCluster cluster;
  private final SwapScreen screen;
  private final Ledger ledger;
  private final StopSignal stop;

  SwapDemo(LocalCluster cluster, SwapScreen screen, Ledger ledger, StopSignal stop) {
    this.cluster = cluster;
    this.screen = screen;
    this.ledger = ledger;
    this.stop = stop;
  }

  /**
   * Runs the demo.
   *
   * @param before name or path of the bundle that serves first
   * @param after the files of the one that takes over
   * @param notes where the command that activates it says how far it is
   * @throws CommandException if it does not take over, or a text is not answered once by the right
   *     model
   */
  void run(String before, BundleFiles after, PrintWriter notes)
      throws IOException, InterruptedException {
    Path models = Files.createDirectories(cluster.stateDirectory().resolve("models"));
    Path archive = models.resolve("second.tar.gz");
    BundlePacker.write(archive, after);
    Path file = cluster.stateDirectory().resolve("tagstream.properties");
    write(settings(before, models), file);
    Settings settings = Settings.read(file);
    TaggingConfig config = settings.tagging();
    new Topics(settings).create(Topics.of(config), Optional.of(PARTITIONS));
    Map<String, Object> client = cluster.clientSettings();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (ModelControl control = ModelControl.start(config)) {
      control.awaitReady();
      try (StreamsProcess streams = StreamsProcess.start(settings, control, stop);
          OutputReader reader = new OutputReader(client, config);
          TextSender sender = new TextSender(client, config.inputTopics().get(0), ledger)) {
        streams.awaitRunning(START_WITHIN);
        SteadyTexts texts = new SteadyTexts(sender);
        Future<?> sending = threads.submit(texts);
        screen.begin(SteadyTexts.PER_SECOND);
        showFor(ALONE, reader);
        screen.activating(archive, file);
        Callable<Integer> activation =
            () ->
                Main.run(
                    notes, notes, "model", "activate", archive.toString(), "--config", "" + file);
        Future<Integer> activating = threads.submit(activation);
        showWhile(() -> !activating.isDone(), reader);
        requireDone(activating);
        showFor(ALONE, reader);
        texts.end();
        showWhile(() -> !sending.isDone() || !ledger.isBalanced(), reader);
        streams.requireAlive();
      }
    } finally {
      threads.shutdownNow();
    }
    screen.sum(ledger.isBalanced());
  }

  private Properties settings(String before, Path models) {
    Properties settings = new Properties();
    cluster.clientSettings().forEach((key, value) -> settings.setProperty(key, value.toString()));
    settings.setProperty("application.id", "tagstream-demo");
    settings.setProperty("client.id", "demo");
    settings.setProperty("state.dir", cluster.stateDirectory().toString());
    settings.setProperty(TaggingConfig.MODEL_BUNDLE, before);
    settings.setProperty(TaggingConfig.MODEL_SOURCES, models.toUri().toString());
    settings.setProperty(TaggingConfig.MODEL_CACHE_DIR, models.resolveSibling("cache").toString());
    return settings;
  }

  private static void write(Properties settings, Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
    }
  }

  private void requireDone(Future<Integer> activating) throws InterruptedException {
    if (stop.isRaised() && !activating.isDone()) {
      throw new CommandException("The demo was stopped before the second model took over.");
    }
    try {
      if (activating.get() != ExitCode.OK) {
        throw new CommandException("The second model could not be activated; see above.");
      }
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("a command fails by its exit code", impossible);
    }
  }

  private void showFor(Duration duration, OutputReader reader) {
    long end = System.nanoTime() + duration.toNanos();
    showWhile(() -> System.nanoTime() < end, reader);
  }

  private void showWhile(BooleanSupplier more, OutputReader reader) {
    while (more.getAsBoolean() && !stop.isRaised()) {
      reader.poll(POLL, screen);
    }
  }
}
