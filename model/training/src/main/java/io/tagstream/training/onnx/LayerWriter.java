package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.BOOL;

import io.tagstream.training.onnx.OnnxGraph.Dimension;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the recurrence of a layer as a loop over the tokens. ONNX's own operators multiply their
 * input with the weights at every token; this loop begins behind that product, so that it can be
 * taken once for each different word. It also gives a row the same bits in every batch, which the
 * operator for simple layers does not.
 */
final class LayerWriter {
  private static final List<String> NEXT = List.of(".nextHidden", ".nextCell");

  private final OnnxGraph graph;
  private final String name;
  private final StackWeights.Layer weights;

  LayerWriter(OnnxGraph graph, String name, StackWeights.Layer weights) {
    this.graph = graph;
    this.name = name;
    this.weights = weights;
  }

  /**
   * What a layer says.
   *
   * @param hidden hidden state at every token [T,B,H]; any number at padding
   * @param last states after the last token, [B,H] each, the hidden one first
   */
  record Output(String hidden, List<String> last) {}

  /**
   * Adds the layer.
   *
   * @param gates products of input and weights with {@link CellWriter#inputBias} [T,B,G H]
   * @param mask true for tokens [T,B,1]; {@code null} if nobody asks for the last states
   * @param initial states to begin from, [B,H] each, the hidden one first
   */
  Output add(String gates, @Nullable String mask, List<String> initial) {
    List<String> inputs = new ArrayList<>(initial);
    inputs.add(gates);
    if (mask != null) {
      inputs.add(mask);
    }
    List<String> outputs =
        graph
            .node("Scan", inputs.toArray(String[]::new))
            .attribute("num_scan_inputs", inputs.size() - initial.size())
            .attribute("body", step(mask != null))
            .add(initial.size() + 1);
    return new Output(outputs.get(initial.size()), outputs.subList(0, initial.size()));
  }

  private OnnxGraph step(boolean masked) {
    OnnxGraph step = graph.body(name);
    CellWriter.States states = new CellWriter(step, name, weights).add();
    List<String> after = new ArrayList<>(states.after());
    Dimension rows = RecurrentGraphWriter.ROWS;
    if (masked) {
      String present = step.input(name + ".present", BOOL, rows, Dimension.of(1));
      for (int i = 0; i < after.size(); i++) {
        after.set(i, step.apply("Where", present, after.get(i), states.before().get(i)));
      }
    }
    Dimension size = Dimension.of(weights.hiddenSize());
    for (int i = 0; i < after.size(); i++) {
      step.output(name + NEXT.get(i), after.get(i), rows, size);
    }
    step.output(name + ".said", after.get(0), rows, size);
    return step;
  }
}
