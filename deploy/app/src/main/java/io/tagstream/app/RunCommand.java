package io.tagstream.app;

import io.tagstream.app.run.Settings;
import io.tagstream.app.run.StopSignal;
import io.tagstream.app.run.StreamsProcess;
import io.tagstream.app.run.Topics;
import io.tagstream.model.ModelId;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.command.Command;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.config.SampleProperties;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.control.ModelControl;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: tags the texts of a cluster until it is stopped. */
@CommandLine.Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Tag the texts of a Kafka cluster until stopped by Ctrl-C or SIGTERM.",
      "",
      "The file holds Kafka's own keys and those of the schema registry's serdes under their own"
          + " names, and Tagstream's, which begin with 'tagstream.'. JAVA_OPTS is passed to the Java"
          + " virtual machine."
    },
    footer = {
      "",
      "Examples:",
      "  tagstream run --sample-config > tagstream.properties",
      "  tagstream run --config tagstream.properties"
    })
public final class RunCommand implements Command {
  private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

  /** Models that take longer are spoken of. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final Duration STOP_POLL = Duration.ofMillis(200);

  @Spec private @Nullable CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private @Nullable Wish wish;

  @Option(
      names = "--create-topics",
      description =
          "Make the topics that are missing, with the cluster's defaults. Without it a missing"
              + " topic is an error.")
  private boolean createTopics;

  /** What is wanted: one of the two. */
  private static final class Wish {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        required = true,
        description = "Properties file with the settings.")
    private @Nullable Path config;

    @Option(
        names = "--sample-config",
        required = true,
        description = "Print a commented file with every key of Tagstream, and leave.")
    private boolean sample;
  }

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    Wish wanted = Objects.requireNonNull(wish);
    if (wanted.sample) {
      out.print(SampleProperties.text());
      out.flush();
    } else {
      run(Settings.read(Objects.requireNonNull(wanted.config)), out);
    }
    return CommandLine.ExitCode.OK;
  }

  private void run(Settings settings, PrintWriter out) throws InterruptedException {
    Logging.raiseTo(Logging.Level.SERVICE);
    // The bundle first: nothing is asked of the cluster that could not be used.
    Bundles.open(settings.tagging().models().bundle());
    try (StopSignal stop = StopSignal.install()) {
      requireTopics(settings);
      try (ModelControl models = ModelControl.start(settings.tagging())) {
        if (awaitReady(models, stop, out)) {
          tag(settings, models, stop, out);
        }
      }
    }
  }

  private static boolean awaitReady(ModelControl models, StopSignal stop, PrintWriter out)
      throws InterruptedException {
    if (models.awaitReady(SOON)) {
      return true;
    }
    out.println("Waiting until the models in force are here; the log says what is missing.");
    out.flush();
    while (!stop.isRaised()) {
      if (models.awaitReady(STOP_POLL)) {
        return true;
      }
    }
    return false;
  }

  private static void tag(Settings settings, ModelControl models, StopSignal stop, PrintWriter out)
      throws InterruptedException {
    try (StreamsProcess process = StreamsProcess.start(settings, models, stop)) {
      announce(settings.tagging(), models, out);
      stop.await();
      process.requireAlive();
      out.println("Stopping; what is begun is finished first.");
      out.flush();
    }
  }

  private void requireTopics(Settings settings) {
    Topics topics = new Topics(settings);
    List<String> missing = topics.missing(Topics.of(settings.tagging()));
    if (!missing.isEmpty()) {
      make(missing, topics);
    }
    topics.requireControl();
  }

  private void make(List<String> missing, Topics topics) {
    String names = String.join(", ", missing);
    if (!createTopics) {
      throw new CommandException(
          """
          The cluster has no topic %s. Make what is missing, for example with
          %s
          or let --create-topics do it with the cluster's defaults."""
              .formatted(names, topics.commands(missing)));
    }
    topics.create(missing, Optional.empty());
    log.info("Made {}", names);
  }

  private static void announce(TaggingConfig config, ModelControl models, PrintWriter out) {
    ModelId model = inForce(models);
    out.println("Tagging with " + model.name() + " " + model.version() + "; Ctrl-C ends it.");
    out.printf(
        "  from    %s (%s)%n",
        String.join(", ", config.inputTopics()), config.inputFormat().configName());
    out.printf("  to      %s%n", config.outputTopic());
    out.printf("  failed  %s%n", config.deadLetterTopic());
    config
        .models()
        .controlTopic()
        .ifPresent(topic -> out.printf("  obeys   %s, as %s%n", topic, models.instance()));
    out.flush();
  }

  private static ModelId inForce(ModelControl models) {
    try (TaggerLease lease =
        models.taggers().at(Taggers.DEFAULT_ROUTE, System.currentTimeMillis())) {
      return lease.tagger().model();
    }
  }
}
