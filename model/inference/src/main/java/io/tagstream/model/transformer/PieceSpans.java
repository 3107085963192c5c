package io.tagstream.model.transformer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.tagstream.model.encoder.Piece;
import io.tagstream.model.text.CodePoints;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the pieces of a text stand in it, and which of them go on with a word: of a vocabulary that
 * marks these, pieces that are longer or shorter than what they stand for; of another one, pieces
 * without a blank before or at their begin. A piece for what is not known begins a word. These are
 * the rules of the pipelines of Hugging Face's {@code transformers}, which spans are compared with.
 */
final class PieceSpans {
  private static final int BLANK = ' ';

  private final String text;
  private final CodePoints codePoints;
  private final PieceVocabulary vocabulary;

  PieceSpans(String text, PieceVocabulary vocabulary) {
    this.text = text;
    this.vocabulary = vocabulary;
    codePoints = CodePoints.of(text);
  }

  List<Piece> of(Encoding encoding) {
    long[] ids = encoding.getIds();
    String[] tokens = encoding.getTokens();
    CharSpan[] spans = encoding.getCharTokenSpans();
    List<Piece> pieces = new ArrayList<>(ids.length);
    int end = 0;
    for (int i = 0; i < ids.length; i++) {
      // A piece of nothing but what the normaliser put in stands where the one before ends.
      int begin = spans[i] == null ? end : spans[i].getStart();
      end = spans[i] == null ? end : spans[i].getEnd();
      int id = Math.toIntExact(ids[i]);
      boolean continues =
          id != vocabulary.unknown()
              && (vocabulary.continuation() == null
                  ? begin > 0 && !isBlank(begin - 1) && !isBlank(begin)
                  : tokens[i].codePointCount(0, tokens[i].length()) != end - begin);
      pieces.add(new Piece(id, begin, end, continues));
    }
    return pieces;
  }

  private boolean isBlank(int position) {
    return position < codePoints.length()
        && text.codePointAt(codePoints.toUtf16(position)) == BLANK;
  }
}
