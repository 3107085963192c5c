package io.tagstream.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.app.Logging;
import io.tagstream.app.run.Settings;
import io.tagstream.app.run.StopSignal;
import io.tagstream.local.bench.swaps.SwapsCommand;
import io.tagstream.model.command.Command;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code bench}: measures how fast events are tagged, what that costs and how late outputs are. */
@CommandLine.Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = SwapsCommand.class,
    commandListHeading = "%nMore measurements:%n",
    description = {
      "Measure how fast events are tagged, what an event costs and how late its output is.",
      "",
      "Starts a Kafka broker in this process, writes events to a topic, and measures on them, one"
          + " after another,",
      "  limit        the model alone, in the best batches there are",
      "  kafka        the application with a model that does nothing",
      "  plain        the application with one call of the model for each event",
      "  speculative  the application as 'run' starts it, with answers computed ahead",
      "and then latencies at a fixed rate. Outputs of the last two are compared byte by byte: a"
          + " difference is an error; no figure is one."
    },
    footer = {
      "",
      "Examples:",
      "  tagstream bench",
      "  tagstream bench --format json --plot bench.svg",
      "  tagstream bench --key null --guarantee at-least-once --lengths 5..60",
      "  tagstream bench --only plain,speculative --set max.poll.records=500"
    })
public final class BenchCommand implements Command {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private WorkloadOptions workloadOptions = new WorkloadOptions();

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = "What to measure: limit, kafka, plain, speculative (default: all).")
  private Set<Part> only = EnumSet.allOf(Part.class);

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = WholeNumber.class,
      description =
          "Events a second while latencies are measured (default: a tenth of what plain reaches).")
  private @Nullable Integer rate;

  @Option(
      names = "--latency-seconds",
      paramLabel = "N",
      defaultValue = "5",
      converter = SecondsConverter.class,
      description = "How long latencies are measured; 0: not at all (default: ${DEFAULT-VALUE}).")
  private int latencySeconds;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings as 'run' reads them. Cluster, topics, names and what has an option here are not"
              + " taken from it.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting that counts instead of the file's, such as max.poll.records=500. May be"
              + " repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @ArgGroup(exclusive = false, heading = "%nA cluster that is there:%n")
  private @Nullable Given given;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table (default), or json for one object.")
  private ReportFormat format = ReportFormat.TABLE;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw latency by percentile and throughput over time (SVG).")
  private @Nullable Path plot;

  /** For whom figures are printed. */
  private enum ReportFormat {
    TABLE,
    JSON
  }

  /** Reads how long something lasts. */
  static final class SecondsConverter implements ITypeConverter<Integer> {
    private static final int MOST = 600;

    @Override
    public Integer convert(String value) {
      if (!value.matches("[0-9]{1,3}") || Integer.parseInt(value) > MOST) {
        throw new TypeConversionException(
            "expected 0 to %d seconds, found '%s'".formatted(MOST, value));
      }
      return Integer.valueOf(value);
    }
  }

  /** Where a cluster is. */
  private static final class Given {
    @Option(
        names = "--bootstrap-servers",
        required = true,
        paramLabel = "HOST:PORT",
        description =
            "Brokers to use instead of one in this process. Topics and groups of the run are"
                + " deleted after it.")
    private String servers = "";

    @Option(
        names = "--registry-url",
        required = true,
        paramLabel = "URL",
        description = "Schema registry to use. The subjects of the run stay there.")
    private String registry = "";
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    Workload workload = workloadOptions.workload(commandLine);
    Map<String, Object> users = users();
    verifyPlot();
    // A broker alone in a process warns of much that is as it should be here.
    Logging.quietLibraries();
    BenchReport report;
    try (StopSignal stop = StopSignal.install();
        BenchCluster cluster = cluster(users)) {
      ApplicationSettings applications = new ApplicationSettings(cluster, workload, users);
      Bench bench =
          new Bench(cluster, workload, applications, Progress.on(commandLine.getErr()), stop);
      report = bench.measure(only, new Bench.Latency(rate, latencySeconds));
    }
    print(report, commandLine.getOut());
    if (plot != null) {
      BenchPlot.write(report, plot);
    }
    return ExitCode.OK;
  }

  /** A minute is measured before it is written. */
  private void verifyPlot() {
    if (plot != null) {
      Path directory = plot.toAbsolutePath().getParent();
      if (Files.isDirectory(plot) || directory == null || !Files.isDirectory(directory)) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(),
            "--plot: expected a file in a directory that is there, found %s; make the directory, or name another file."
                .formatted(plot));
      }
    }
  }

  private Map<String, Object> users() {
    ApplicationSettings.verify(overrides);
    Map<String, Object> users = new TreeMap<>();
    if (config != null) {
      users.putAll(Settings.read(config).tagging().originals());
    }
    users.putAll(overrides);
    // Better refused here than when a broker has been started for it.
    new TaggingConfig(users);
    return users;
  }

  private BenchCluster cluster(Map<String, Object> users) {
    if (given == null) {
      return BenchCluster.own();
    }
    Map<String, Object> client = new TreeMap<>(users);
    client.put("bootstrap.servers", given.servers);
    client.put("schema.registry.url", given.registry);
    return BenchCluster.given(client, Long.toString(System.currentTimeMillis(), 36));
  }

  private void print(BenchReport report, PrintWriter out) throws IOException {
    switch (format) {
      case TABLE -> new BenchTable(out).print(report);
      case JSON -> out.println(new ObjectMapper().writeValueAsString(report));
    }
    out.flush();
  }
}
