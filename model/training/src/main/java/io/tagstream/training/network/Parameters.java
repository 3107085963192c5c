package io.tagstream.training.network;

import io.tagstream.training.onnx.Matrix;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Named tensors in native memory, in the order they were added. Used by one thread; whoever made
 * them closes them. They must be made outside of the pointer scope of a step.
 */
final class Parameters implements AutoCloseable {
  private static final List<String> LAYER_WEIGHTS = List.of(".weight", ".input", ".recurrent");

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

  Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /**
   * Returns whether weight decay makes the parameter smaller: weights of layers, but not biases,
   * tables, of which most rows take part in few steps, and the scores of a CRF.
   */
  boolean decays(String name) {
    get(name);
    return LAYER_WEIGHTS.stream().anyMatch(name::endsWith);
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

  /** Returns zeros in the shapes of all parameters. */
  Parameters zeros() {
    Parameters zeros = copy();
    zeros.tensors.values().forEach(Tensor::zero_);
    return zeros;
  }

  /** Moves each number the given share of its way to that of {@code target}. */
  void approach(Parameters target, double share) {
    try (Scalar weight = new Scalar(share)) {
      tensors.forEach((name, tensor) -> tensor.lerp_(target.get(name), weight));
    }
  }

  float[] values(String name) {
    return numbers(get(name));
  }

  /** Copies the numbers of a tensor, row by row. */
  static float[] numbers(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.numel())];
    FloatBuffer buffer = tensor.detach().contiguous().createBuffer();
    buffer.get(values);
    return values;
  }

  /**
   * Gives a parameter other numbers, row by row.
   *
   * @throws IllegalArgumentException if they are more or fewer
   */
  @SuppressWarnings("try") // scopes work by being open
  void set(String name, float[] values) {
    Tensor tensor = get(name);
    if (values.length != tensor.numel()) {
      throw new IllegalArgumentException(
          "parameter %s: expected %d numbers, found %d"
              .formatted(name, tensor.numel(), values.length));
    }
    try (NoGradGuard noGradient = new NoGradGuard();
        Tensor flat = Tensor.create(values)) {
      tensor.copy_(flat.view_as(tensor));
    }
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
