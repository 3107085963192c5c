package io.tagstream.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.data.DataOptions;
import io.tagstream.model.data.LabelledData;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.evaluation.incremental.EventTimer;
import io.tagstream.model.evaluation.incremental.IncrementalEvaluator;
import io.tagstream.model.evaluation.incremental.IncrementalReport;
import io.tagstream.model.evaluation.incremental.StoredStates;
import io.tagstream.model.stream.StreamStateCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate --incremental} measures. As JSON this is its object {@code incremental}.
 *
 * @param report the figures of one right context and delay
 * @param curve those of several, or {@code null} if they were not asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StreamFigures(
    @JsonUnwrapped IncrementalReport report, IncrementalReport.@Nullable Curve curve) {

  /** Measures a bundle, and writes the plot if one is asked for. */
  static StreamFigures of(
      Bundle bundle,
      BundleTagger tagger,
      IncrementalOptions options,
      List<LabelledSentence> sentences,
      DataOptions dataOptions)
      throws IOException {
    int rightContext = tagger.rightContext().orElseThrow(() -> readsNoStreams(bundle));
    IncrementalEvaluator evaluator =
        new IncrementalEvaluator(
            new StoredStates(tagger::readTokens, options.precision()),
            new EventTimer(tagger, new StreamStateCodec(options.precision()), System::nanoTime));
    if (options.by().isTurn()) {
      verifyPlaces(sentences);
      Set<List<String>> known = known(options.unseen(), dataOptions);
      return new StreamFigures(evaluator.ofTurns(tagger, sentences, known), null);
    }
    IncrementalReport report =
        evaluator.ofFragments(sentences, options.rules(rightContext), options.by().tokens());
    Path plot = options.curve();
    if (plot == null) {
      return new StreamFigures(report, null);
    }
    IncrementalReport.Curve curve =
        evaluator.curve(sentences, IncrementalEvaluator.rightContexts(rightContext));
    CurvePlot.write(curve, plot);
    return new StreamFigures(report, curve);
  }

  private static CommandException readsNoStreams(Bundle bundle) {
    return new CommandException(
        "--incremental: expected a bundle that was trained to read streams, found %s %s without 'stream' in its bundle.json; train it with bundle.stream.right.context, or choose another"
            .formatted(bundle.descriptor().name(), bundle.descriptor().version()));
  }

  /** Without any, both columns of figures would be the same, and look like a finding. */
  private static void verifyPlaces(List<LabelledSentence> sentences) {
    if (sentences.stream().allMatch(sentence -> sentence.place() == null)) {
      throw new CommandException(
          "--by turn: expected sentences with 'key', the stream, and 'seq', a whole number that orders its turns, found none; add both, or measure without --by turn");
    }
  }

  private static Set<List<String>> known(List<Path> files, DataOptions options) throws IOException {
    Set<List<String>> known = new HashSet<>();
    for (Path file : files) {
      LabelledData.read(file, options).sentences().forEach(each -> known.add(each.tokens()));
    }
    return known;
  }
}
