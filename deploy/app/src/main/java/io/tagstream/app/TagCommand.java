package io.tagstream.app;

import io.tagstream.app.display.Display;
import io.tagstream.app.display.DisplayOptions;
import io.tagstream.app.display.Format;
import io.tagstream.app.display.Passage;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.command.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tag}: tags texts without a broker, from the command line or from standard input. */
@CommandLine.Command(
    name = "tag",
    mixinStandardHelpOptions = true,
    description = {
      "Tag texts without a broker: those given, or each line of standard input.",
      "",
      "With --format json every text gives one line: the text, its sentences with their classes and"
          + " its spans. Positions count Unicode code points, begin inclusive, end exclusive."
    },
    footer = {
      "",
      "Examples:",
      "  tagstream tag 'play some jazz in the kitchen'",
      "  tagstream tag --format json < texts.txt > tagged.jsonl"
    })
public final class TagCommand implements Command {
  /** Lines that have arrived already are tagged together; nobody waits for more. */
  private static final int BATCH_SIZE = 64;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      defaultValue = "assistant",
      description = "Path or shipped name of the model's bundle (default: ${DEFAULT-VALUE}).")
  private String bundle = "";

  @Option(
      names = "--second",
      paramLabel = "TEXT",
      description = "A second text, which a model of pairs reads beside each of the others.")
  private @Nullable String second;

  @Option(
      names = "--scores",
      description =
          "With --format json: the probability of every class, not of the likeliest alone.")
  private boolean scores;

  @Mixin private DisplayOptions displayOptions = new DisplayOptions();

  @Parameters(paramLabel = "TEXT", arity = "0..*", description = "Texts to tag.")
  private List<String> texts = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    if (scores && displayOptions.format() != Format.JSON) {
      throw new ParameterException(
          command,
          "--scores: expected --format json beside it, found --format pretty; add that one, or leave --scores out");
    }
    PrintWriter out = command.getOut();
    Display display = displayOptions.display(out);
    try (Tagger tagger = Bundles.open(bundle).tagger()) {
      if (texts.isEmpty()) {
        tagLines(tagger, display, out);
      } else {
        tag(texts, tagger, display);
      }
    }
    return ExitCode.OK;
  }

  private void tagLines(Tagger tagger, Display display, PrintWriter out) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    List<String> batch = new ArrayList<>();
    // Whoever reads our output may have had enough (head); then there is no point in going on.
    for (String line = lines.readLine(); line != null && !out.checkError(); ) {
      batch.add(line);
      boolean more = lines.ready();
      if (batch.size() == BATCH_SIZE || !more) {
        tag(batch, tagger, display);
        batch.clear();
      }
      line = lines.readLine();
    }
    tag(batch, tagger, display);
  }

  private void tag(List<String> texts, Tagger tagger, Display display) {
    List<Tagging> taggings =
        tagger.tag(texts.stream().map(text -> new Text(text, null, second)).toList());
    for (int i = 0; i < texts.size(); i++) {
      display.show(Passage.of(texts.get(i), taggings.get(i), scores));
    }
  }
}
