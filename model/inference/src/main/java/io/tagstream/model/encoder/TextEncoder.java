package io.tagstream.model.encoder;

import io.tagstream.model.Text;
import java.util.List;

/**
 * Turns texts into logits with a vocabulary of its own: what a row is, and where its pieces stand,
 * the encoder decides. Implementations are safe for use by several threads at once; the result of a
 * row does not depend on the others of its batch, to the bit.
 */
public non-sealed interface TextEncoder extends OpenEncoder {

  /** Cuts a text into pieces, and those into rows that the encoder can read. */
  TextPieces cut(Text text);

  /**
   * Encodes a batch of rows.
   *
   * @return one encoding a row, in the order of {@code rows}; its tag logits [P,K] are those of all
   *     pieces, special ones included
   * @throws RuntimeException if the rows or the runtime are at fault; which of them it is, the
   *     caller finds out with other rows
   */
  List<Encoding> encode(List<PieceRow> rows);
}
