package io.tagstream.model.compact;

/** How the large matrices of a graph are stored; it computes in single precision whatever it is. */
public enum WeightStorage {
  /** Single precision, as trained. */
  FP32,
  /** Half precision (IEEE 754 binary16): half the size, hardly a difference. */
  FP16,
  /** 8-bit integers with a scale for each column: a quarter of the size. */
  INT8
}
