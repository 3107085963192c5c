package io.tagstream.model.transformer;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.tagstream.model.TaggingException;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.encoder.PieceRow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks that a graph is one of a transformer with the heads that its bundle describes. */
final class GraphCheck {
  private static final Set<String> INPUTS =
      Set.of(
          TransformerGraph.INPUT_IDS,
          TransformerGraph.ATTENTION_MASK,
          TransformerGraph.TOKEN_TYPE_IDS);

  /** How many labels a config.json means that names none. */
  private static final int UNNAMED_LABELS = 2;

  private static final String EXPORT =
      "export the model with its head, for example with 'optimum-cli export onnx --task"
          + " token-classification' (or text-classification)";

  private final String subject;
  private final PieceGraph.Shape shape;

  GraphCheck(String subject, PieceGraph.Shape shape) {
    this.subject = subject;
    this.shape = shape;
  }

  /** Checks names, types and ranks of the inputs and outputs. */
  void verify(OrtSession session) throws OrtException {
    verifyInputs(session.getInputInfo());
    GraphOutputs outputs = outputs(session);
    if (outputs.tags() != null) {
      verifyOutput(session, outputs.tags(), 3, shape.tagCount());
    }
    if (outputs.classes() != null) {
      verifyOutput(session, outputs.classes(), 2, shape.classCount());
    }
  }

  private void verifyInputs(Map<String, NodeInfo> inputs) {
    Set<String> unknown = new TreeSet<>(inputs.keySet());
    unknown.removeAll(INPUTS);
    if (!unknown.isEmpty() || !inputs.containsKey(TransformerGraph.INPUT_IDS)) {
      throw misfit(
          Reason.BAD_GRAPH,
          "the input input_ids and, as far as it has them, attention_mask and token_type_ids",
          new TreeSet<>(inputs.keySet()).toString(),
          "export an encoder such as BERT, not a model that writes text");
    }
    inputs.forEach(
        (name, input) -> {
          if (!(input.getInfo() instanceof TensorInfo info)
              || info.type != OnnxJavaType.INT64
              || info.getShape().length != 2) {
            throw misfit(
                Reason.BAD_GRAPH,
                "input '" + name + "' of INT64 [any, any]",
                String.valueOf(input.getInfo()),
                EXPORT);
          }
        });
  }

  private void verifyOutput(OrtSession session, String name, int rank, int width)
      throws OrtException {
    NodeInfo output = session.getOutputInfo().get(name);
    if (output == null
        || !(output.getInfo() instanceof TensorInfo info)
        || info.type != OnnxJavaType.FLOAT
        || info.getShape().length != rank) {
      throw misfit(
          Reason.BAD_GRAPH,
          "output '%s' of FLOAT with %d dimensions".formatted(name, rank),
          output == null
              ? "the outputs " + new TreeSet<>(session.getOutputNames())
              : String.valueOf(output.getInfo()),
          EXPORT);
    }
    long found = info.getShape()[rank - 1];
    if (found >= 0 && found != width) {
      throw wrongWidth(name, width, found);
    }
  }

  /** Returns which outputs are read: those of a bundle's heads, or the one of an export. */
  GraphOutputs outputs(OrtSession session) {
    Set<String> names = session.getOutputNames();
    return new GraphOutputs(
        shape.tagCount() == 0 ? null : name(names, TransformerGraph.TAG_LOGITS),
        shape.classCount() == 0 ? null : name(names, TransformerGraph.CLASS_LOGITS));
  }

  private static String name(Set<String> outputs, String own) {
    return outputs.contains(own) ? own : TransformerGraph.LOGITS;
  }

  /**
   * Encodes a short and a long row with the first and the last number of the vocabulary: what they
   * show would else be found out by the first long text or rare word.
   */
  void verifyRows(PieceGraph graph) {
    verifyRow(graph, 2);
    verifyRow(graph, shape.maxPieces());
  }

  private void verifyRow(PieceGraph graph, int length) {
    int[] ids = new int[length];
    // Not with padding: some graphs count positions by what is none.
    Arrays.fill(ids, shape.pieces() - 1);
    ids[0] = 0;
    try {
      graph.encode(List.of(new PieceRow(ids, new int[length])));
    } catch (PieceGraph.WrongShapeException e) {
      throw misfit(
          Reason.LABEL_COUNT_MISMATCH,
          "a score for each of %d tags and %d classes"
              .formatted(shape.tagCount(), shape.classCount()),
          e.getMessage(),
          otherLabels(shape.tagCount() + shape.classCount()));
    } catch (TaggingException e) {
      throw BundleException.causedBy(
          e,
          Reason.BAD_GRAPH,
          subject,
          "a graph that reads %d pieces with numbers up to %d"
              .formatted(length, shape.pieces() - 1),
          String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage()),
          "the files are of different models, or config.json allows longer rows than the graph");
    }
  }

  private BundleException wrongWidth(String name, int expected, long found) {
    return misfit(
        Reason.LABEL_COUNT_MISMATCH,
        "%d scores in '%s', as many as there are labels".formatted(expected, name),
        String.valueOf(found),
        otherLabels(expected));
  }

  private static String otherLabels(int expected) {
    return expected == UNNAMED_LABELS
        ? "set id2label in config.json if it has none, which means two labels; else the files are of"
            + " different models"
        : "the files are of different models";
  }

  private BundleException misfit(
      Reason reason, String expected, @Nullable String found, String remedy) {
    return BundleException.of(reason, subject, expected, String.valueOf(found), remedy);
  }
}
