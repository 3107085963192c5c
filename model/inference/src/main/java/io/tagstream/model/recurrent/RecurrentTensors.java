package io.tagstream.model.recurrent;

import ai.onnxruntime.OnnxTensor;
import java.util.Map;

/** The input tensors of one call, by name; whoever made them closes them after it. */
interface RecurrentTensors extends AutoCloseable {
  Map<String, OnnxTensor> tensors();

  @Override
  void close();
}
