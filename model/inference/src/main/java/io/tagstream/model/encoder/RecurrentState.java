package io.tagstream.model.encoder;

/**
 * Forward recurrent state after some token: what a recurrent encoder needs to read on from there.
 * Both arrays are owned by this object; do not change them.
 *
 * @param hidden hidden state of every forward layer, flattened [L,H] (L layers, H hidden units)
 * @param cell cell state of every forward layer, flattened [L,H]; empty for cells that have none
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record RecurrentState(float[] hidden, float[] cell) {}
