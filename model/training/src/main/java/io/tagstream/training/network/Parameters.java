package io.tagstream.training.network;

import io.tagstream.training.onnx.Matrix;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Named tensors in native memory, in the order they were added, and constants that stay beside
 * them. Used by one thread; whoever made them closes them, whatever pointer scope they were made
 * in.
 */
public final class Parameters implements AutoCloseable {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final Set<String> decaying = new HashSet<>();
  private final boolean accelerated;

  /** Makes none yet, for the processor. */
  public Parameters() {
    this(ComputeDevice.CPU);
  }

  /** Makes none yet. */
  public Parameters(ComputeDevice device) {
    accelerated = device.isAccelerator();
  }

  /**
   * Adds a weight of a layer, which weight decay makes smaller, with the given numbers, row by row.
   */
  public Tensor addWeight(String name, float[] values, long... shape) {
    decaying.add(name);
    return add(name, values, shape);
  }

  /**
   * Adds a parameter that weight decay spares, with the given numbers, row by row: a bias, a table,
   * of which most rows take part in few steps, or the scores of a CRF.
   */
  @SuppressWarnings("try") // scopes work by being open
  public Tensor add(String name, float[] values, long... shape) {
    try (PointerScope scope = new PointerScope()) {
      Tensor tensor = kept(made(values, shape));
      tensor.set_requires_grad(true);
      tensors.put(name, tensor);
      return tensor;
    }
  }

  /** Adds numbers that nothing changes: only {@link #get} and copies know of them. */
  @SuppressWarnings("try") // scopes work by being open
  public void addConstant(String name, float[] values, long... shape) {
    try (PointerScope scope = new PointerScope()) {
      constants.put(name, kept(made(values, shape)));
    }
  }

  private Tensor made(float[] values, long... shape) {
    Tensor made = Tensor.create(values, shape);
    return accelerated ? made.cuda() : made;
  }

  /** Lets a tensor outlive the scope it was made in. */
  private static Tensor kept(Tensor tensor) {
    tensor.retainReference();
    return tensor;
  }

  /** Returns a parameter or constant, which stays the property of these. */
  public Tensor get(String name) {
    Tensor tensor = tensors.containsKey(name) ? tensors.get(name) : constants.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "parameter: expected one of %s, found '%s'; ask for one that was added"
              .formatted(tensors.keySet(), name));
    }
    return tensor;
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /** Returns whether weight decay makes the parameter smaller. */
  public boolean decays(String name) {
    get(name);
    return decaying.contains(name);
  }

  /** Returns all parameters; whoever asked closes the vector. */
  public TensorVector vector() {
    return new TensorVector(tensors.values().toArray(Tensor[]::new));
  }

  /** Returns the number of numbers. */
  public long count() {
    return tensors.values().stream().mapToLong(Tensor::numel).sum();
  }

  /** Returns copies of all parameters that need no gradient. */
  @SuppressWarnings("try") // scopes work by being open
  public Parameters copy() {
    Parameters copy = new Parameters();
    try (PointerScope scope = new PointerScope()) {
      tensors.forEach((name, tensor) -> copy.tensors.put(name, kept(tensor.detach().clone())));
      constants.forEach((name, tensor) -> copy.constants.put(name, kept(tensor.detach())));
    }
    return copy;
  }

  /** Returns zeros in the shapes of all parameters. */
  @SuppressWarnings("try") // scopes work by being open
  public Parameters zeros() {
    Parameters zeros = copy();
    try (PointerScope scope = new PointerScope()) {
      zeros.tensors.values().forEach(Tensor::zero_);
    }
    return zeros;
  }

  /** Moves each number the given share of its way to that of {@code target}. */
  @SuppressWarnings("try") // scopes work by being open
  public void approach(Parameters target, double share) {
    try (PointerScope scope = new PointerScope();
        Scalar weight = new Scalar(share)) {
      tensors.forEach((name, tensor) -> tensor.lerp_(target.get(name), weight));
    }
  }

  public float[] values(String name) {
    return numbers(get(name));
  }

  /** Copies the numbers of a tensor, row by row. */
  @SuppressWarnings("try") // scopes work by being open
  public static float[] numbers(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.numel())];
    // The buffer does not keep the memory it is a view of; the scope does.
    try (PointerScope scope = new PointerScope()) {
      FloatBuffer buffer = tensor.detach().cpu().contiguous().createBuffer();
      buffer.get(values);
    }
    return values;
  }

  /**
   * Gives a parameter other numbers, row by row.
   *
   * @throws IllegalArgumentException if they are more or fewer
   */
  @SuppressWarnings("try") // scopes work by being open
  public void set(String name, float[] values) {
    Tensor tensor = get(name);
    if (values.length != tensor.numel()) {
      throw new IllegalArgumentException(
          "parameter %s: expected %d numbers, found %d; give those of a network of the same sizes"
              .formatted(name, tensor.numel(), values.length));
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      tensor.copy_(Tensor.create(values).view_as(tensor));
    }
  }

  public Matrix matrix(String name) {
    Tensor tensor = get(name);
    return new Matrix(
        Math.toIntExact(tensor.size(0)), Math.toIntExact(tensor.size(1)), values(name));
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    constants.values().forEach(Tensor::close);
  }
}
