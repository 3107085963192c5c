package io.tagstream.training.network;

import io.tagstream.training.onnx.Matrix;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Named tensors in native memory, in the order they were added. Used by one thread; whoever made
 * them closes them. They must be made outside of the pointer scope of a step.
 */
final class Parameters implements AutoCloseable {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Adds a parameter with the given numbers, row by row. */
  Tensor add(String name, float[] values, long... shape) {
    Tensor tensor = Tensor.create(values, shape);
    tensor.set_requires_grad(true);
    tensors.put(name, tensor);
    return tensor;
  }

  Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("parameter: expected one of " + tensors.keySet());
    }
    return tensor;
  }

  Collection<Tensor> all() {
    return tensors.values();
  }

  TensorVector vector() {
    return new TensorVector(tensors.values().toArray(Tensor[]::new));
  }

  /** Returns the number of numbers. */
  long count() {
    return tensors.values().stream().mapToLong(Tensor::numel).sum();
  }

  /** Returns copies of all parameters that need no gradient. */
  Parameters copy() {
    Parameters copy = new Parameters();
    tensors.forEach((name, tensor) -> copy.tensors.put(name, tensor.detach().clone()));
    return copy;
  }

  /** Moves each number the given share of its way to that of {@code target}. */
  void approach(Parameters target, double share) {
    try (Scalar weight = new Scalar(share)) {
      tensors.forEach((name, tensor) -> tensor.lerp_(target.get(name), weight));
    }
  }

  float[] values(String name) {
    Tensor tensor = get(name);
    float[] values = new float[Math.toIntExact(tensor.numel())];
    FloatBuffer buffer = tensor.detach().contiguous().createBuffer();
    buffer.get(values);
    return values;
  }

  Matrix matrix(String name) {
    Tensor tensor = get(name);
    return new Matrix(
        Math.toIntExact(tensor.size(0)), Math.toIntExact(tensor.size(1)), values(name));
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }
}
