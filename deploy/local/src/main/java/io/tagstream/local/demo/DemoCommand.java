package io.tagstream.local.demo;

import io.tagstream.app.CommandException;
import io.tagstream.app.Logging;
import io.tagstream.app.display.DisplayOptions;
import io.tagstream.app.display.Format;
import io.tagstream.app.display.Terminal;
import io.tagstream.app.run.StopSignal;
import io.tagstream.local.LocalCluster;
import io.tagstream.model.Tagger;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.command.Command;
import io.tagstream.model.huggingface.ExportBundle;
import io.tagstream.model.stream.StreamTagger;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      "  tagstream demo --stream",
      "  tagstream demo --swap",
      "  tagstream demo --data-dir ./demo-data --port 9092 --registry-port 8081"
    })
public final class DemoCommand implements Command {
  /** From one word to the next, for somebody who watches. */
  private static final Duration PACE = Duration.ofMillis(160);

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--once", description = "Tag the examples and leave.")
  private boolean once;

  @Option(
      names = "--stream",
      description =
          "Let what several people say arrive word by word, as running texts: tags grow and are"
              + " corrected in place.")
  private boolean stream;

  @Option(
      names = "--swap",
      description =
          "Let a second model take over while texts come steadily, by the command that does it on a"
              + " cluster.")
  private boolean swap;

  @Option(
      names = "--to",
      paramLabel = "BUNDLE",
      defaultValue = "entities",
      description = "The second model of --swap (default: ${DEFAULT-VALUE}).")
  private String second = "";

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
  public Integer call() throws InterruptedException, IOException {
    // A broker alone in a process warns of much that is as it should be here.
    Logging.quietLibraries();
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    PrintWriter out = commandLine.getOut();
    verifySwap(commandLine);
    LocalCluster.Options options = new LocalCluster.Options(port, registryPort, directory);
    Bundle opened = Bundles.open(bundle);
    if (stream && opened.descriptor().stream() == null) {
      throw new CommandException(
          "--stream: expected a bundle that was trained to read streams, found %s without 'stream' in its bundle.json; choose another with --bundle"
              .formatted(bundle));
    }
    if (swap) {
      swapModels(options, out, commandLine.getErr());
      return ExitCode.OK;
    }
    try (StopSignal stop = StopSignal.install();
        BundleTagger tagger = opened.tagger()) {
      if (stream) {
        tagStreams(options, tagger, out, commandLine.getErr(), stop);
      } else {
        tagTexts(options, tagger, out, commandLine.getErr(), stop);
      }
    }
    return ExitCode.OK;
  }

  /** Models of an earlier start would be in force, and not be there. */
  private void verifySwap(CommandLine commandLine) {
    if (swap && (stream || directory != null)) {
      throw new ParameterException(
          commandLine,
          "--swap: expected neither --stream nor --data-dir, found one of them; leave it out.");
    }
  }

  private void swapModels(LocalCluster.Options options, PrintWriter out, PrintWriter err)
      throws InterruptedException, IOException {
    Ledger ledger = new Ledger();
    SwapScreen screen = new SwapScreen(displayOptions, out, err, ledger);
    BundleFiles after = ExportBundle.sendable(Bundles.open(second));
    screen.starting();
    try (StopSignal stop = StopSignal.install();
        LocalCluster cluster = LocalCluster.start(options)) {
      new SwapDemo(cluster, screen, ledger, stop).run(bundle, after, screen.notes());
    }
  }

  private void tagTexts(
      LocalCluster.Options options,
      Tagger tagger,
      PrintWriter out,
      PrintWriter err,
      StopSignal stop)
      throws InterruptedException {
    Ledger ledger = new Ledger();
    DemoScreen screen = new DemoScreen(displayOptions, out, err, ledger);
    Optional<InputStream> input = once ? Optional.empty() : Optional.of(System.in);
    screen.starting();
    try (LocalCluster cluster = LocalCluster.start(options)) {
      new Demo(cluster, screen, ledger, stop).run(tagger, input, Terminal.isTyping());
    }
  }

  private void tagStreams(
      LocalCluster.Options options,
      StreamTagger tagger,
      PrintWriter out,
      PrintWriter err,
      StopSignal stop)
      throws InterruptedException {
    Ledger ledger = new Ledger();
    Duration pace = once && !Terminal.isScreen() ? Duration.ZERO : PACE;
    PrintWriter notes = displayOptions.format() == Format.JSON ? err : out;
    notes.println(DemoScreen.STARTING);
    notes.println();
    notes.flush();
    try (LocalCluster cluster = LocalCluster.start(options);
        TranscriptScreen screen =
            new TranscriptScreen(
                StreamOutput.of(displayOptions, out, notes), notes, ledger, System::nanoTime)) {
      new TranscriptDemo(cluster, screen, ledger, stop, pace)
          .run(tagger, Transcript.pieces(), once);
    }
  }
}
