package io.tagstream.local.bench.swaps;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.app.CommandException;
import io.tagstream.app.Logging;
import io.tagstream.app.run.StopSignal;
import io.tagstream.local.bench.Progress;
import io.tagstream.local.bench.WholeNumber;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.topology.config.ModelChange;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench swaps}: swaps models under load, and judges every record. */
@CommandLine.Command(
    name = "swaps",
    mixinStandardHelpOptions = true,
    description = {
      "Swap models under a steady load, and judge what became of every record.",
      "",
      "Starts a Kafka broker in this process and the application in another, measures how many"
          + " events a second it can take, sends 60 %% of that, and lets another model come into"
          + " force every two seconds. Then all topics are read: a record that was lost, doubled, or"
          + " tagged by another model than the control topic says is an error; no figure is one.",
      "",
      "Latencies are those from poll to forward; those of the second after a swap are compared with"
          + " those until the next."
    },
    footer = {
      "",
      "Examples:",
      "  tagstream bench swaps",
      "  tagstream bench swaps --count 500 --policy RESET --format json",
      "  tagstream bench swaps --count 30 --bundle support",
      "  tagstream bench swaps --count 30 --bundle assistant-bert --bundle assistant"
    })
public final class SwapsCommand implements Callable<Integer> {
  /** Each of them comes up at least twice before the first variant is used again. */
  private static final int MOST_BUNDLES = 6;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "500",
      converter = WholeNumber.class,
      description = "How many swaps (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description =
          "What becomes of running streams: REENCODE (default), they go on, or RESET, they begin"
              + " anew.")
  private ModelChange policy = ModelChange.REENCODE;

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      defaultValue = "assistant",
      description =
          "Path or shipped name of the bundle that the models are made of; they differ in their"
              + " version alone (default: ${DEFAULT-VALUE}). May be repeated: then each is followed by"
              + " another; the first serves at the begin, and the maximum is measured with it, so name"
              + " the slowest first.")
  private List<String> bundles = List.of();

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = WholeNumber.class,
      description = "Events a second (default: 60 %% of the maximum, which is measured first).")
  private @Nullable Integer rate;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "1000",
      converter = WholeNumber.class,
      description = "How many keys there are, each with a stream (default: ${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      defaultValue = "384",
      converter = WholeNumber.class,
      description =
          "Heap of the application, taken whole at its start, so that what grows is memory outside"
              + " of it (default: ${DEFAULT-VALUE}).")
  private int heap;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same events (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of the application, such as tagstream.model.resident=2. May be repeated.")
  private Map<String, String> users = new LinkedHashMap<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table (default), or json for one object.")
  private Format format = Format.TABLE;

  /** For whom figures are printed. */
  private enum Format {
    TABLE,
    JSON
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    if (bundles.size() > MOST_BUNDLES || new HashSet<>(bundles).size() < bundles.size()) {
      throw new ParameterException(
          commandLine,
          "--bundle: expected at most %d, each once, found %s; leave some out"
              .formatted(MOST_BUNDLES, bundles));
    }
    for (String bundle : bundles) {
      if (Bundles.open(bundle).descriptor().stream() == null) {
        throw new ParameterException(
            commandLine,
            "--bundle: expected one that was trained to read streams, found %s without 'stream' in its bundle.json; choose another"
                .formatted(bundle));
      }
    }
    SwapsPlan plan = new SwapsPlan(bundles, count, policy, rate, keys, seed, heap, users);
    // Better refused here than when a broker has been started for it.
    Stage.verify(plan);
    // A broker alone in a process warns of much that is as it should be here.
    Logging.quietLibraries();
    SwapsReport report;
    try (StopSignal stop = StopSignal.install()) {
      report = new SwapsRun(plan, Progress.on(commandLine.getErr()), stop).measure();
    }
    print(report, commandLine.getOut());
    requireNothingWrong(report);
    return ExitCode.OK;
  }

  private void print(SwapsReport report, PrintWriter out) throws IOException {
    switch (format) {
      case TABLE -> new SwapsTable(out).print(report);
      case JSON -> out.println(new ObjectMapper().writeValueAsString(report));
    }
    out.flush();
  }

  private static void requireNothingWrong(SwapsReport report) {
    if (report.lost() + report.doubled() + report.wrongModel() + report.deadLetters() > 0) {
      throw new CommandException(
          "Records: expected one tagged text for each of %d, by the model the control topic says; found %d lost, %d doubled, %d by another model and %d dead letters. This is an error of Tagstream: report it with the figures."
              .formatted(
                  report.records(),
                  report.lost(),
                  report.doubled(),
                  report.wrongModel(),
                  report.deadLetters()));
    }
  }
}
