package io.tagstream.model.encoder;

import org.jspecify.annotations.Nullable;

/**
 * What an encoder says about one sequence.
 *
 * @param tagLogits unnormalised scores [T,K] (T tokens, K tags), or {@code null} without slot head
 * @param classLogits unnormalised scores [C] of the C classes, or {@code null} without class head
 * @param state forward recurrent state after the last word, or {@code null} if the encoder has none
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record Encoding(
    float @Nullable [][] tagLogits,
    float @Nullable [] classLogits,
    @Nullable RecurrentState state) {}
