package io.tagstream.training.onnx;

/**
 * The weights of a linear layer: y = weight x + bias.
 *
 * @param weight [out, in]
 * @param bias [out]
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record Dense(Matrix weight, float[] bias) {}
