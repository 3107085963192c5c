package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.BOOL;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;

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
  private static final List<String> KEPT = List.of(".keptHidden", ".keptCell");

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
   * @param kept states after the last token that the mask has, [B,H] each, the hidden one first;
   *     none without mask
   */
  record Output(String hidden, List<String> kept) {}

  /**
   * Adds the layer.
   *
   * @param gates products of input and weights with {@link CellWriter#inputBias} [T,B,G H]
   * @param mask true for the tokens before the states that are asked for, then false [T,B,1];
   *     {@code null} if nobody asks for any
   * @param initial states to begin from, [B,H] each, the hidden one first
   */
  Output add(String gates, @Nullable String mask, List<String> initial) {
    int states = initial.size();
    List<String> inputs = new ArrayList<>(initial);
    if (mask != null) {
      inputs.addAll(initial);
    }
    int carried = inputs.size();
    inputs.add(gates);
    if (mask != null) {
      inputs.add(mask);
    }
    List<String> outputs =
        graph
            .node("Scan", inputs.toArray(String[]::new))
            .attribute("num_scan_inputs", inputs.size() - carried)
            .attribute("body", step(mask != null))
            .add(carried + 1);
    return new Output(outputs.get(carried), outputs.subList(states, carried));
  }

  private OnnxGraph step(boolean keeps) {
    OnnxGraph step = graph.body(name);
    Dimension rows = RecurrentGraphWriter.ROWS;
    Dimension size = Dimension.of(weights.hiddenSize());
    CellWriter cell = new CellWriter(step, name, weights);
    List<String> before = cell.states();
    List<String> keptBefore =
        KEPT.subList(0, keeps ? before.size() : 0).stream()
            .map(kept -> step.input(name + kept, FLOAT, rows, size))
            .toList();
    List<String> after = cell.add(before);
    for (int i = 0; i < after.size(); i++) {
      step.output(name + NEXT.get(i), after.get(i), rows, size);
    }
    if (keeps) {
      String present = step.input(name + ".present", BOOL, rows, Dimension.of(1));
      for (int i = 0; i < after.size(); i++) {
        String kept = step.apply("Where", present, after.get(i), keptBefore.get(i));
        step.output(name + KEPT.get(i) + "Next", kept, rows, size);
      }
    }
    step.output(name + ".said", after.get(0), rows, size);
    return step;
  }
}
