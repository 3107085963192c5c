package io.tagstream.training.onnx;

import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import java.util.List;

/**
 * An operator for recurrent layers in ONNX and the order of its gates.
 *
 * @param operator name of the operator
 * @param torchGates for each gate in ONNX's order, where it stands in torch's
 */
record GateOrder(String operator, List<Integer> torchGates) {
  GateOrder {
    torchGates = List.copyOf(torchGates);
  }

  /** Returns the operator of a cell; that of a simple one is a GRU with {@link OpenGates}. */
  static GateOrder of(Cell cell) {
    return switch (cell) {
      // Torch: input, forget, cell, output. ONNX: input, output, forget, cell.
      case LSTM -> new GateOrder("LSTM", List.of(0, 3, 1, 2));
      // Torch: reset, update, new. ONNX: update, reset, new.
      case GRU, RNN -> new GateOrder("GRU", List.of(1, 0, 2));
    };
  }

  /** Brings rows, gate by gate, from torch's order into ONNX's. */
  float[] reordered(float[] torch) {
    int block = torch.length / torchGates.size();
    float[] onnx = new float[torch.length];
    for (int gate = 0; gate < torchGates.size(); gate++) {
      System.arraycopy(torch, torchGates.get(gate) * block, onnx, gate * block, block);
    }
    return onnx;
  }
}
