package io.tagstream.testkit.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.bundle.BundleFiles;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Bundles with a file that is not what it should be, although {@code bundle.json} lists it as it
 * is.
 */
final class LyingFiles {
  private LyingFiles() {}

  static void addTo(Catalogue catalogue) {
    addTokenizers(catalogue);
    addGraphs(catalogue);
    addWeights(catalogue);
    addExternalData(catalogue);
    addDecoders(catalogue);
    addExamples(catalogue);
  }

  private static void addTokenizers(Catalogue catalogue) {
    text(
        catalogue,
        "tokenizer of no JSON",
        Reason.BAD_TOKENIZER,
        BundleFiles.TOKENIZER,
        json -> "{");
    words(catalogue, "word twice", Reason.BAD_TOKENIZER, words -> words.add(words.get(0)));
    words(catalogue, "words swapped", Reason.GOLDEN_MISMATCH, LyingFiles::shift);
    words(catalogue, "tokenizer of another bundle", Reason.BAD_GRAPH, words -> words.add("zebra"));
  }

  /** Gives most words the rows of others. */
  private static void shift(ArrayNode words) {
    for (int i = 0; i < 3; i++) {
      BundleDraft.rotate(words);
    }
  }

  private static void words(
      Catalogue catalogue, String name, Reason reason, Consumer<ArrayNode> change) {
    catalogue.lying(
        name,
        reason,
        catalogue
            .draft()
            .json(BundleFiles.TOKENIZER, json -> change.accept(BundleDraft.list(json, "/words"))));
  }

  private static void addGraphs(Catalogue catalogue) {
    graph(catalogue, "graph that is none", Reason.BAD_GRAPH, model -> new byte[] {1, 2, 3});
    graph(catalogue, "graph of nothing", Reason.BAD_GRAPH, model -> new byte[0]);
    graph(catalogue, "half a graph", Reason.BAD_GRAPH, DamagedArchives::half);
    graph(
        catalogue,
        "output of another name",
        Reason.BAD_GRAPH,
        model -> GraphDraft.renamed(model, "tag_logits", "tag_logitz"));
    graph(catalogue, "inputs of another type", Reason.BAD_GRAPH, GraphDraft::retypedInputs);
    graph(catalogue, "inputs of another rank", Reason.BAD_GRAPH, GraphDraft::rerankedInputs);
    byte[] words = catalogue.files().getOrDefault(BundleFiles.WORDS, new byte[0]);
    graph(catalogue, "graph of words in place of sentences", Reason.BAD_GRAPH, model -> words);
    catalogue.lying(
        "no graph of words", Reason.MISSING_FILE, catalogue.draft().without(BundleFiles.WORDS));
    catalogue.lying(
        "no tokenizer", Reason.MISSING_FILE, catalogue.draft().without(BundleFiles.TOKENIZER));
  }

  private static void addWeights(Catalogue catalogue) {
    weights(catalogue, "weights that are no numbers", Reason.BAD_WEIGHTS, weight -> Float.NaN);
    weights(
        catalogue,
        "weights beyond all numbers",
        Reason.GOLDEN_MISMATCH,
        weight -> Float.POSITIVE_INFINITY);
    weights(catalogue, "weights of zero", Reason.GOLDEN_MISMATCH, weight -> 0f);
    weights(catalogue, "weights of another sign", Reason.GOLDEN_MISMATCH, weight -> -weight);
  }

  private static void weights(
      Catalogue catalogue, String name, Reason reason, UnaryOperator<Float> change) {
    graph(catalogue, name, reason, model -> GraphDraft.weights(model, change));
  }

  private static void addExternalData(Catalogue catalogue) {
    external(catalogue, "a weight", GraphDraft::externalInitializer);
    external(catalogue, "a sparse weight", GraphDraft::externalSparseInitializer);
    external(catalogue, "a graph within the graph", GraphDraft::externalInSubgraph);
    external(catalogue, "a function of the graph", GraphDraft::externalInFunction);
    external(catalogue, "an entry beside the numbers", GraphDraft::externalEntriesAlone);
  }

  private static void external(Catalogue catalogue, String where, UnaryOperator<byte[]> change) {
    graph(catalogue, "numbers in a file, named by " + where, Reason.EXTERNAL_DATA, change);
  }

  private static void graph(
      Catalogue catalogue, String name, Reason reason, UnaryOperator<byte[]> change) {
    catalogue.lying(name, reason, catalogue.draft().file(BundleFiles.MODEL, change));
  }

  private static void addDecoders(Catalogue catalogue) {
    String number = "-?[0-9]+\\.[0-9E-]+";
    decoder(catalogue, "decoder beyond all numbers", json -> json.replaceFirst(number, "1e99"));
    decoder(catalogue, "decoder of no numbers", json -> json.replaceFirst(number, "\"NaN\""));
    decoder(catalogue, "decoder of another shape", json -> json.replaceFirst(number + ",", ""));
    decoder(catalogue, "decoder of nothing", json -> "{}");
    catalogue.lying(
        "no decoder", Reason.MISSING_FILE, catalogue.draft().without(BundleFiles.DECODER));
  }

  private static void decoder(Catalogue catalogue, String name, UnaryOperator<String> change) {
    text(catalogue, name, Reason.BAD_DECODER, BundleFiles.DECODER, change);
  }

  private static void addExamples(Catalogue catalogue) {
    examples(catalogue, "no golden example", Reason.BAD_EXAMPLES, lines -> "");
    examples(catalogue, "golden examples of no JSON", Reason.BAD_EXAMPLES, lines -> "play");
    examples(
        catalogue,
        "more golden examples than anybody has time for",
        Reason.BAD_EXAMPLES,
        lines -> lines.repeat(1 + (1 << 20) / lines.length()));
    examples(
        catalogue,
        "golden example with another place",
        Reason.GOLDEN_MISMATCH,
        lines -> lines.replaceFirst("\"begin\":0", "\"begin\":1"));
    examples(
        catalogue,
        "golden example with another score",
        Reason.GOLDEN_MISMATCH,
        lines -> lines.replaceFirst("\"score\":0\\.[0-9]+", "\"score\":0.000123"));
    catalogue.lying(
        "golden examples missing",
        Reason.MISSING_FILE,
        catalogue.draft().without(BundleFiles.EXAMPLES));
  }

  private static void examples(
      Catalogue catalogue, String name, Reason reason, UnaryOperator<String> change) {
    text(catalogue, name, reason, BundleFiles.EXAMPLES, change);
  }

  private static void text(
      Catalogue catalogue, String name, Reason reason, String file, UnaryOperator<String> change) {
    catalogue.lying(name, reason, catalogue.draft().text(file, change));
  }
}
