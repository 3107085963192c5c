package io.tagstream.model.data;

import io.tagstream.model.data.DataNotice.Kind;
import io.tagstream.model.text.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Labelled texts of a file, whatever its format, with their spans in code points. Where the data
 * has tags of tokens, the spans are found by looking for the tokens in the text, in order; texts
 * that do not hold them, and sentences without text, are left out and said.
 *
 * @param texts the texts in the order of the file
 * @param notices what could not be taken as it is
 */
public record LabelledTexts(List<LabelledText> texts, List<DataNotice> notices) {
  public LabelledTexts {
    texts = List.copyOf(texts);
    notices = List.copyOf(notices);
  }

  /**
   * Reads a file.
   *
   * @param file UTF-8, compressed with gzip or not
   * @throws MalformedDataException if the file or a line is not what it should be
   * @throws IOException if the file cannot be read
   */
  public static LabelledTexts read(Path file, DataOptions options) throws IOException {
    Examples examples = Examples.read(file, options);
    List<LabelledText> texts = new ArrayList<>();
    List<DataNotice> notices = new ArrayList<>(examples.notices());
    for (Example example : examples.examples()) {
      Consumer<Kind> notice = kind -> notices.add(new DataNotice(file, example.line(), kind));
      String text = example.text();
      List<TextSpan> spans = example.spans();
      if (text != null && !example.tags().isEmpty()) {
        spans = found(example, text);
      }
      if (text == null) {
        notice.accept(Kind.NOTHING_TO_TAG);
      } else if (spans == null && !example.tags().isEmpty()) {
        notice.accept(Kind.TEXT_WITHOUT_SPANS);
      } else {
        Runnable trimmed = () -> notice.accept(Kind.SPAN_TRIMMED);
        spans = spans == null ? null : TrimmedSpans.of(spans, text, trimmed);
        texts.add(
            new LabelledText(
                example.id(), text, example.second(), spans, example.label(), Set.of()));
      }
    }
    return new LabelledTexts(texts, notices);
  }

  private static @Nullable List<TextSpan> found(Example example, String text) {
    List<Token> tokens = TokenPositions.find(example.tokens(), text);
    return tokens == null ? null : TokenPositions.spans(tokens, example.tags());
  }
}
