package io.tagstream.model.transformer;

import io.tagstream.model.TaggingException;
import io.tagstream.model.Text;
import io.tagstream.model.encoder.BatchCosts;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.Piece;
import io.tagstream.model.encoder.PieceRow;
import io.tagstream.model.encoder.TextEncoder;
import io.tagstream.model.encoder.TextPieces;
import io.tagstream.model.encoder.TextRows;
import java.util.List;

/**
 * A transformer that reads whole texts, cut by its own tokenizer alone. May be called by several
 * threads at once and works on the calling one; whoever opened it closes it, after the last call.
 */
public final class TransformerTexts implements TextEncoder {
  private final PieceModel model;
  private final PieceWindows windows;
  private final int maxPieces;
  private final boolean tagged;
  private final boolean batches;

  /**
   * Takes what has been opened, to close it.
   *
   * @param model tokenizer and graph
   * @param windows makes rows of pieces
   * @param tagged whether the graph says something of each piece
   * @param batches whether rows say the same alone and in batches
   */
  TransformerTexts(
      PieceModel model, PieceWindows windows, int maxPieces, boolean tagged, boolean batches) {
    this.model = model;
    this.windows = windows;
    this.maxPieces = maxPieces;
    this.tagged = tagged;
    this.batches = batches;
  }

  @Override
  public TextPieces cut(Text text) {
    List<Piece> pieces = model.tokenizer().text(text.content());
    return text.second() == null
        ? new TextPieces(pieces, windows.of(ids(pieces)))
        : pair(pieces, text.second());
  }

  /**
   * Two texts are one row, and what is said of them is said of the first. Of too long ones the ends
   * are left out: of the longer one down to the length of the other, then of both.
   */
  private TextPieces pair(List<Piece> first, String secondText) {
    if (tagged) {
      throw new TaggingException(
          "text: expected one, for the model tags tokens, found two; send one, or use a model that"
              + " classifies pairs",
          null);
    }
    List<Piece> second = model.tokenizer().text(secondText);
    RowTemplate template = model.tokenizer().pair();
    int room = maxPieces - template.specials();
    int shorter = Math.min(first.size(), second.size());
    int longer = Math.max(first.size(), second.size());
    if (shorter + longer > room) {
      longer = Math.max(shorter, room - shorter);
    }
    if (shorter + longer > room) {
      shorter = room / 2;
      longer = room - shorter;
    }
    boolean firstIsLonger = first.size() > second.size();
    List<Piece> kept = first.subList(0, firstIsLonger ? longer : shorter);
    if (kept.isEmpty()) {
      return new TextPieces(List.of(), new TextRows(0, List.of()));
    }
    PieceRow row =
        template.row(ids(kept), ids(second.subList(0, firstIsLonger ? shorter : longer)));
    TextRows.Window window = new TextRows.Window(row, 0, kept.size(), template.begin());
    return new TextPieces(kept, new TextRows(kept.size(), List.of(window)));
  }

  private static int[] ids(List<Piece> pieces) {
    return pieces.stream().mapToInt(Piece::id).toArray();
  }

  @Override
  public List<Encoding> encode(List<PieceRow> rows) {
    return model.encode(rows);
  }

  @Override
  public BatchCosts costs() {
    return BatchCosts.TRANSFORMER;
  }

  @Override
  public boolean batches() {
    return batches;
  }

  @Override
  public void close() {
    model.close();
  }
}
