package io.tagstream.local.demo;

import io.tagstream.app.Logging;
import io.tagstream.app.display.DisplayOptions;
import io.tagstream.app.display.Terminal;
import io.tagstream.app.run.StopSignal;
import io.tagstream.local.LocalCluster;
import io.tagstream.model.Tagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.command.Command;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: everything on one machine, started and stopped by itself. */
@CommandLine.Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Tag example and typed texts on a broker of its own.",
      "",
      "Starts a Kafka broker and a schema registry in this process, sends texts to a topic, tags them"
          + " with Kafka Streams and shows what comes out. Then lines typed as 'name: text' are"
          + " tagged until Ctrl-C."
    },
    footer = {
      "",
      "Examples:",
      "  tagstream demo",
      "  tagstream demo --once --format json",
      "  tagstream demo --data-dir ./demo-data --port 9092 --registry-port 8081"
    })
public final class DemoCommand implements Command {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--once", description = "Tag the examples and leave.")
  private boolean once;

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      defaultValue = "assistant",
      description = "Path or shipped name of the model's bundle (default: ${DEFAULT-VALUE}).")
  private String bundle = "";

  @Option(
      names = "--data-dir",
      paramLabel = "DIRECTORY",
      description = "Keep topics and schemas here for the next start.")
  private @Nullable Path directory;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Port of the broker (default: any free one).")
  private int port;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Port of the schema registry (default: any free one).")
  private int registryPort;

  @Mixin private DisplayOptions displayOptions = new DisplayOptions();

  @Override
  public Integer call() throws InterruptedException {
    // A broker alone in a process warns of much that is as it should be here.
    Logging.quietLibraries();
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    PrintWriter out = commandLine.getOut();
    Ledger ledger = new Ledger();
    DemoScreen screen = new DemoScreen(displayOptions, out, commandLine.getErr(), ledger);
    LocalCluster.Options options = new LocalCluster.Options(port, registryPort, directory);
    Optional<InputStream> input = once ? Optional.empty() : Optional.of(System.in);
    try (StopSignal stop = StopSignal.install();
        Tagger tagger = Bundles.open(bundle).tagger()) {
      screen.starting();
      try (LocalCluster cluster = LocalCluster.start(options)) {
        new Demo(cluster, screen, ledger, stop).run(tagger, input, Terminal.isTyping());
      }
    }
    return ExitCode.OK;
  }
}
