package io.tagstream.training.onnx;

/** How the large matrices of a transformer lie in its graph; it computes in fp32 whatever it is. */
public enum WeightStorage {
  /** A byte a number, a scale a column: a quarter of the size. */
  INT8,
  /** Half precision: half of the size. */
  FP16,
  /** As they were trained. */
  FP32
}
