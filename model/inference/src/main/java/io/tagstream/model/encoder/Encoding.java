package io.tagstream.model.encoder;

import org.jspecify.annotations.Nullable;

/**
 * What an encoder says about one sequence.
 *
 * @param tagLogits unnormalised scores [T,K] (T tokens, K tags), or {@code null} without slot head
 * @param classLogits unnormalised scores [C] of the C classes, or {@code null} without class head
 * @param state forward recurrent state at the boundary that was asked for, or {@code null} if the
 *     encoder has none
 * @param tokenClasses what each token says of the class, or {@code null} if the encoder reads no
 *     streams or has no class head
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record Encoding(
    float @Nullable [][] tagLogits,
    float @Nullable [] classLogits,
    @Nullable RecurrentState state,
    @Nullable TokenClasses tokenClasses) {

  /** What an encoder that reads no streams says. */
  public Encoding(
      float @Nullable [][] tagLogits,
      float @Nullable [] classLogits,
      @Nullable RecurrentState state) {
    this(tagLogits, classLogits, state, null);
  }

  /**
   * What each of T tokens says of the class of its sentence. The logits of a sentence are the mean
   * of those of its tokens, weighted by the exponentials of their energies.
   *
   * @param energies [T]
   * @param logits [T,C]
   */
  public record TokenClasses(float[] energies, float[][] logits) {}
}
