package io.tagstream.local.bench;

import io.tagstream.model.bundle.Bundles;
import io.tagstream.topology.config.StreamMode;
import io.tagstream.topology.config.TaggingConfig;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of {@code bench} that say what is measured. */
final class WorkloadOptions {
  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      defaultValue = "assistant",
      description = "Path or shipped name of the model's bundle (default: ${DEFAULT-VALUE}).")
  private String bundle = "";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "How the texts of a key belong together: none, utterance or fragment (default: utterance;"
              + " without keys: none).")
  private @Nullable StreamMode mode;

  @Option(
      names = "--guarantee",
      paramLabel = "GUARANTEE",
      description = "exactly-once (default) or at-least-once.")
  private Guarantee guarantee = Guarantee.EXACTLY_ONCE;

  @Option(
      names = "--key",
      paramLabel = "CHOICE",
      description =
          "Keys of the events: uniform (default), hot: all have the same one, or null: none has"
              + " any.")
  private KeyChoice key = KeyChoice.UNIFORM;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "1000",
      converter = WholeNumber.class,
      description = "How many keys there are (default: ${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--lengths",
      paramLabel = "A..B",
      defaultValue = "9..20",
      converter = Lengths.Converter.class,
      description = "Tokens of the texts (default: ${DEFAULT-VALUE}).")
  private Lengths lengths = new Lengths(1, 1);

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "12000",
      converter = WholeNumber.class,
      description =
          "How many events there are; the first eighth is not counted, nor is the last tenth (default:"
              + " ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      converter = WholeNumber.class,
      description = "Stream threads (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--inference-threads",
      paramLabel = "N",
      converter = WholeNumber.OrNone.class,
      description =
          "Threads that compute ahead, and threads of limit, which has at least one (default: that"
              + " of tagstream.speculation.threads).")
  private @Nullable Integer inferenceThreads;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      converter = WholeNumber.class,
      description = "Partitions of every topic (default: one for each stream thread).")
  private @Nullable Integer partitions;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same events (default: ${DEFAULT-VALUE}).")
  private long seed;

  /**
   * Returns what is asked for.
   *
   * @throws ParameterException if options do not go together
   */
  Workload workload(CommandLine commandLine) {
    StreamMode chosen = mode != null ? mode : presetMode();
    if (chosen.keepsState() && Bundles.open(bundle).descriptor().stream() == null) {
      throw new ParameterException(
          commandLine,
          "--mode %s: expected a bundle that was trained to read streams, found %s without 'stream' in its bundle.json; choose another with --bundle, or --mode none"
              .formatted(chosen.configName(), bundle));
    }
    return new Workload(
        bundle,
        chosen,
        guarantee,
        key,
        keys,
        lengths,
        events,
        threads,
        inferenceThreads == null ? presetInferenceThreads() : inferenceThreads,
        partitions == null ? threads : partitions,
        seed);
  }

  private static int presetInferenceThreads() {
    String key = TaggingConfig.SPECULATION_THREADS;
    return (Integer) Objects.requireNonNull(TaggingConfig.definition().defaultValues().get(key));
  }

  private StreamMode presetMode() {
    return key == KeyChoice.NULL ? StreamMode.NONE : StreamMode.UTTERANCE;
  }
}
