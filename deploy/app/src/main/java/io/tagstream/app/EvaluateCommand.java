package io.tagstream.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.command.Command;
import io.tagstream.model.data.DataFormat;
import io.tagstream.model.data.DataNotice;
import io.tagstream.model.data.DataOptions;
import io.tagstream.model.data.DataOptions.TokenSource;
import io.tagstream.model.data.LabelledData;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.data.LabelledText;
import io.tagstream.model.data.LabelledTexts;
import io.tagstream.model.data.TagNotation;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.Evaluator;
import io.tagstream.model.evaluation.TextEvaluator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: measures a bundle on labelled sentences. */
@CommandLine.Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Measure a bundle on labelled sentences: spans by the rules of conlleval, classes by accuracy."
          + " All figures are percentages.",
      "",
      "The data, with gzip or without, is one of",
      "  JSON lines  {\"tokens\":[..],\"tags\":[..],\"class\":..} with tags as B-label, I-label, O, or",
      "              {\"text\":..,\"spans\":[{\"begin\":..,\"end\":..,\"label\":..}],\"class\":..} in code points",
      "  CoNLL       a token a line, first column the token, last its tag (BIO, IOB1, BIOES, BILOU)",
      "  CSV, TSV    a header with the columns text and class",
      "A field or column second is the second text of a pair, which --from-text reads."
    },
    footer = {
      "",
      "Examples:",
      "  tagstream evaluate --bundle assistant --data test.jsonl",
      "  tagstream evaluate --bundle ./my-bundle --data test.jsonl.gz --format json",
      "  tagstream evaluate --bundle ./my-bundle --data test.conll",
      "  tagstream evaluate --bundle assistant --data test.jsonl --from-text",
      "  tagstream evaluate --bundle entities --data posts.jsonl --open WORK,EVENT",
      "  tagstream evaluate --bundle assistant --data test.jsonl --incremental"
    })
public final class EvaluateCommand implements Command {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--bundle",
      required = true,
      paramLabel = "BUNDLE",
      description = "Path or shipped name of the bundle.")
  private String bundle = "";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Labelled sentences.")
  private Path data = Path.of("");

  @Option(
      names = "--data-format",
      paramLabel = "FORMAT",
      description = "jsonl, conll, csv or tsv (default: recognised by name and content).")
  private @Nullable DataFormat dataFormat;

  @Option(
      names = "--tag-scheme",
      paramLabel = "SCHEME",
      description = "bio, iob1, bioes or bilou (default: recognised).")
  private @Nullable TagNotation tagScheme;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table (default), or json for one object.")
  private ReportFormat format = ReportFormat.TABLE;

  @Mixin private final GoldLabels labels = new GoldLabels();

  /** For whom figures are printed. */
  private enum ReportFormat {
    TABLE,
    JSON
  }

  @Option(
      names = "--from-text",
      description = {
        "Tag the texts of the data as production does, and compare spans by label, begin and end."
            + " Where a text is several sentences, the class that is most certain counts."
      })
  private boolean fromText;

  @ArgGroup(exclusive = false, heading = "%nStreams:%n")
  private @Nullable IncrementalOptions incremental;

  /** All that was measured. */
  private record Measured(EvaluationReport report, @Nullable StreamFigures streams) {}

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    if (incremental != null) {
      incremental.verify(commandLine);
      if (fromText) {
        throw new ParameterException(
            commandLine, "--incremental: measures tokens; leave out --from-text.");
      }
    }
    Bundle opened = Bundles.open(bundle);
    int maxTokens = opened.descriptor().limits().maxTokens();
    DataOptions options = new DataOptions(dataFormat, tagScheme, TokenSource.DATA, maxTokens);
    Measured measured =
        fromText ? new Measured(ofTexts(opened, options), null) : ofSentences(opened, options);
    EvaluationReport report = measured.report().withoutGold(labels.dropped());
    PrintWriter out = commandLine.getOut();
    switch (format) {
      case TABLE -> printTables(report, measured.streams(), out);
      case JSON -> printJson(report, measured.streams(), out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void printTables(
      EvaluationReport report, @Nullable StreamFigures streams, PrintWriter out) {
    new EvaluationTable(out).print(report);
    if (streams != null) {
      new IncrementalTable(out).print(streams);
    }
  }

  private static void printJson(
      EvaluationReport report, @Nullable StreamFigures streams, PrintWriter out)
      throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode object = mapper.valueToTree(report);
    if (streams != null) {
      object.set("incremental", mapper.valueToTree(streams));
    }
    out.println(mapper.writeValueAsString(object));
  }

  private Measured ofSentences(Bundle opened, DataOptions options) throws IOException {
    LabelledData read = LabelledData.read(data, options);
    refusePairs(read.notices());
    say(read.notices());
    if (read.sentences().isEmpty()) {
      throw new CommandException(data + " holds no sentence; there is nothing to measure.");
    }
    List<LabelledSentence> sentences = labels.ofSentences(read.sentences());
    try (BundleTagger tagger = opened.tagger()) {
      StreamFigures streams =
          incremental == null
              ? null
              : StreamFigures.of(opened, tagger, incremental, sentences, options);
      return new Measured(new Evaluator(tagger).evaluate(sentences), streams);
    }
  }

  /** Figures of the first texts alone would be taken for those of the pairs. */
  private void refusePairs(List<DataNotice> notices) {
    long pairs =
        notices.stream().filter(notice -> notice.kind() == DataNotice.Kind.SECOND_TEXT).count();
    if (pairs > 0) {
      throw new CommandException(
          "%s: expected sentences that are measured as tokens, found %d with a 'second' text; measure pairs with --from-text, or remove the field."
              .formatted(data, pairs));
    }
  }

  private EvaluationReport ofTexts(Bundle opened, DataOptions options) throws IOException {
    LabelledTexts read = LabelledTexts.read(data, options);
    say(read.notices());
    if (read.texts().isEmpty()) {
      throw new CommandException(data + " holds no text; measure its tokens, without --from-text.");
    }
    List<LabelledText> texts = labels.ofTexts(read.texts());
    BundleDescriptor.Heads heads = opened.descriptor().heads();
    try (BundleTagger tagger = opened.tagger()) {
      return new TextEvaluator(tagger, heads.slots() != null, heads.classes() != null)
          .evaluate(texts);
    }
  }

  private void say(List<DataNotice> notices) {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    DataNotice.summary(notices).forEach(err::println);
    err.flush();
  }
}
