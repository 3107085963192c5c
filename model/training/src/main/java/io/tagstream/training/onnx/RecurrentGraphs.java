package io.tagstream.training.onnx;

/**
 * The two graphs of a recurrent network, as the bytes of {@code .onnx} files.
 *
 * @param words what the recurrent layers read of each word
 * @param sentences the recurrent layers and the heads
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of bytes, compared by nobody
public record RecurrentGraphs(byte[] words, byte[] sentences) {}
