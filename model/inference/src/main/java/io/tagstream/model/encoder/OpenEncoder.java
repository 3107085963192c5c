package io.tagstream.model.encoder;

/**
 * An encoder whose files are loaded: one of words, {@link Encoder}, or one that cuts texts by
 * itself, {@link TextEncoder}. Implementations are safe for use by several threads at once; whoever
 * opened one closes it after the last call has returned.
 */
public sealed interface OpenEncoder extends AutoCloseable permits Encoder, TextEncoder {

  /** Returns what decides how rows are put into batches. */
  BatchCosts costs();

  /**
   * Returns whether batches may be made at all: whether the result of a row is meant not to depend
   * on the others of its batch, to the bit.
   */
  default boolean batches() {
    return true;
  }

  /** Frees native memory. A call in flight must have returned before. */
  @Override
  void close();
}
