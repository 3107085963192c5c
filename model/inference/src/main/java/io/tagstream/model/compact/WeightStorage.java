package io.tagstream.model.compact;

/**
 * How the weights of a graph are stored; they are computed with in single precision all the same.
 */
public enum WeightStorage {
  /** Single precision, as trained. */
  FP32,
  /** Half precision (IEEE 754 binary16): half the size, hardly a difference. */
  FP16,
  /** 8-bit integers with a scale for each column, or row of a table: a quarter of the size. */
  INT8
}
