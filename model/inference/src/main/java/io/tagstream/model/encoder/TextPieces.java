package io.tagstream.model.encoder;

import java.util.List;

/**
 * A text cut into pieces.
 *
 * @param pieces the pieces in order, without special ones
 * @param rows the rows that the encoder reads of them
 */
public record TextPieces(List<Piece> pieces, TextRows rows) {
  public TextPieces {
    pieces = List.copyOf(pieces);
  }
}
