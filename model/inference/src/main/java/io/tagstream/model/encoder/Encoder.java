package io.tagstream.model.encoder;

import java.util.List;

/**
 * Turns sequences of words into logits. Implementations are safe for use by several threads at
 * once; the result of a sequence does not depend on the others of its batch, to the bit. Whoever
 * opened an encoder closes it after the last call has returned.
 */
public non-sealed interface Encoder extends OpenEncoder {

  /**
   * Encodes a batch.
   *
   * @param inputs sequences of at least one word each
   * @return one encoding an input, in the order of {@code inputs}
   * @throws RuntimeException if the inputs or the runtime are at fault; which of them it is, the
   *     caller finds out with other inputs
   */
  List<Encoding> encode(List<EncoderInput> inputs);

  /**
   * Returns words that came up lately, of which the encoder keeps what it computed, those that came
   * up last at the end; none if it keeps nothing. They are private text: never to be logged.
   */
  default List<String> familiarWords() {
    return List.of();
  }

  /**
   * Computes ahead of the first texts what is kept of words, where that is anything. Results stay
   * the same; the texts take less time.
   *
   * @param words private text, few enough that the thread is not busy for long
   * @throws RuntimeException if a word or the runtime is at fault
   */
  default void familiarise(List<String> words) {}

  /** Returns how long the row of an input is, which is what its batch is padded to. */
  default int length(EncoderInput input) {
    return input.words().size();
  }

  @Override
  default BatchCosts costs() {
    return BatchCosts.RECURRENT;
  }
}
