package io.tagstream.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.command.Command;
import io.tagstream.model.data.DataFormat;
import io.tagstream.model.data.DataNotice;
import io.tagstream.model.data.DataOptions;
import io.tagstream.model.data.DataOptions.TokenSource;
import io.tagstream.model.data.LabelledData;
import io.tagstream.model.data.TagNotation;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.Evaluator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      "  CSV, TSV    a header with the columns text and class"
    },
    footer = {
      "",
      "Examples:",
      "  tagstream evaluate --bundle assistant --data test.jsonl",
      "  tagstream evaluate --bundle ./my-bundle --data test.jsonl.gz --format json"
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

  /** For whom figures are printed. */
  private enum ReportFormat {
    TABLE,
    JSON
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    LabelledData read =
        LabelledData.read(data, new DataOptions(dataFormat, tagScheme, TokenSource.DATA));
    say(read.notices());
    if (read.sentences().isEmpty()) {
      throw new CommandException(data + " holds no sentence; there is nothing to measure.");
    }
    try (BundleTagger tagger = Bundles.open(bundle).tagger()) {
      EvaluationReport report = new Evaluator(tagger).evaluate(read.sentences());
      switch (format) {
        case TABLE -> new EvaluationTable(out).print(report);
        case JSON -> out.println(new ObjectMapper().writeValueAsString(report));
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private void say(List<DataNotice> notices) {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    DataNotice.summary(notices).forEach(err::println);
    err.flush();
  }
}
