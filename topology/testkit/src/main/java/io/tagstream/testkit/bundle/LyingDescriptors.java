package io.tagstream.testkit.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.model.bundle.BundleException.Reason;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Bundles whose {@code bundle.json} is none, or says what is not so. */
final class LyingDescriptors {
  private static final String SPANS = "/heads/slots/labels";
  private static final String CLASSES = "/heads/classes/labels";

  private LyingDescriptors() {}

  static void addTo(Catalogue catalogue) {
    addMalformed(catalogue);
    addLimits(catalogue);
    addSpanLabels(catalogue);
    addClassLabels(catalogue);
    addEncoders(catalogue);
  }

  private static void addMalformed(Catalogue catalogue) {
    text(catalogue, "bundle.json of no JSON", json -> "no JSON");
    text(catalogue, "bundle.json cut off", json -> json.substring(0, json.length() / 2));
    text(catalogue, "field twice", json -> json.replaceFirst("\\{", "{\"name\":\"x\","));
    text(catalogue, "field nobody knows", json -> json.replaceFirst("\\{", "{\"nom\":1,"));
    text(catalogue, "bundle.json too deep", json -> "[".repeat(100_000));
    text(catalogue, "bundle.json too large", json -> json + " ".repeat(5 << 20));
    text(catalogue, "file without digest", json -> json.replaceFirst("\\{\"sha256\".*?}", "null"));
    catalogue.files(
        "other version of the format",
        Reason.UNSUPPORTED_FORMAT,
        catalogue.draft().describe(json -> json.put("formatVersion", 2)).lying());
    described(
        catalogue,
        "name that is a path",
        Reason.MALFORMED_DESCRIPTOR,
        json -> json.put("name", "../tiny"));
  }

  private static void text(Catalogue catalogue, String name, UnaryOperator<String> change) {
    BundleDraft draft = catalogue.draft();
    catalogue.files(name, Reason.MALFORMED_DESCRIPTOR, draft.as(change.apply(draft.said())));
  }

  private static void addLimits(Catalogue catalogue) {
    described(
        catalogue,
        "sentences of no token",
        Reason.BAD_LIMITS,
        json -> BundleDraft.object(json, "/limits").put("maxTokens", 0));
    described(
        catalogue,
        "right context below zero",
        Reason.BAD_LIMITS,
        json -> json.putObject("stream").put("rightContext", -1));
  }

  private static void addSpanLabels(Catalogue catalogue) {
    labels(
        catalogue, "labels of spans swapped", Reason.GOLDEN_MISMATCH, SPANS, BundleDraft::rotate);
    labels(catalogue, "label of spans missing", Reason.BAD_DECODER, SPANS, list -> list.remove(0));
    labels(
        catalogue,
        "label of spans twice",
        Reason.BAD_LABELS,
        SPANS,
        list -> list.set(0, list.get(1)));
    labels(catalogue, "label that means none", Reason.BAD_LABELS, SPANS, list -> list.set(0, "O"));
    labels(catalogue, "no label of spans", Reason.BAD_LABELS, SPANS, ArrayNode::removeAll);
    labels(
        catalogue,
        "more labels than a decoder has room for",
        Reason.BAD_LABELS,
        SPANS,
        list -> {
          for (int i = 0; i < 2_000; i++) {
            list.add("label" + i);
          }
        });
    described(
        catalogue,
        "no head",
        Reason.BAD_LABELS,
        json -> BundleDraft.object(json, "/heads").removeAll());
  }

  private static void addClassLabels(Catalogue catalogue) {
    labels(catalogue, "classes swapped", Reason.GOLDEN_MISMATCH, CLASSES, BundleDraft::rotate);
    labels(
        catalogue, "class missing", Reason.LABEL_COUNT_MISMATCH, CLASSES, list -> list.remove(0));
    labels(catalogue, "class twice", Reason.BAD_LABELS, CLASSES, list -> list.set(0, list.get(1)));
    labels(catalogue, "class of white space", Reason.BAD_LABELS, CLASSES, list -> list.set(0, " "));
    described(
        catalogue,
        "head of the graph that is not described",
        Reason.BAD_GRAPH,
        json -> BundleDraft.object(json, "/heads").remove("classes"));
  }

  private static void addEncoders(Catalogue catalogue) {
    encoder(catalogue, "kind of encoder nobody has", Reason.MALFORMED_DESCRIPTOR, "kind", "abacus");
    encoder(catalogue, "other cell", Reason.BAD_GRAPH, "cell", "gru");
    described(
        catalogue,
        "other width of the state",
        Reason.BAD_GRAPH,
        json -> BundleDraft.object(json, "/encoder").put("hiddenSize", 1 << 30));
    described(
        catalogue,
        "no layer",
        Reason.MALFORMED_DESCRIPTOR,
        json -> BundleDraft.object(json, "/encoder").put("layers", 0));
  }

  private static void encoder(
      Catalogue catalogue, String name, Reason reason, String field, String value) {
    described(
        catalogue, name, reason, json -> BundleDraft.object(json, "/encoder").put(field, value));
  }

  private static void labels(
      Catalogue catalogue, String name, Reason reason, String path, Consumer<ArrayNode> change) {
    described(catalogue, name, reason, json -> change.accept(BundleDraft.list(json, path)));
  }

  private static void described(
      Catalogue catalogue, String name, Reason reason, Consumer<ObjectNode> change) {
    catalogue.lying(name, reason, catalogue.draft().describe(change));
  }
}
