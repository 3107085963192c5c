package io.tagstream.model.encoder;

import java.util.List;

/**
 * Turns sequences of words into logits. Implementations are safe for use by several threads at
 * once; the result of a sequence does not depend on the others of its batch, to the bit. Whoever
 * opened an encoder closes it after the last call has returned.
 */
public interface Encoder extends AutoCloseable {

  /**
   * Encodes a batch.
   *
   * @param inputs sequences of at least one word each
   * @return one encoding an input, in the order of {@code inputs}
   * @throws RuntimeException if the inputs or the runtime are at fault; which of them it is, the
   *     caller finds out with other inputs
   */
  List<Encoding> encode(List<EncoderInput> inputs);

  /** Frees native memory. A call in flight must have returned before. */
  @Override
  void close();
}
