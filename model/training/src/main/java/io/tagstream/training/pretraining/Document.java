package io.tagstream.training.pretraining;

import io.tagstream.model.text.CodePoints;
import io.tagstream.model.text.Sentence;
import io.tagstream.model.text.TextSegmenter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text that is read from begin to end, in sentences.
 *
 * @param sentences the sentences in order
 */
public record Document(List<String> sentences) {
  private static final Pattern BLANK_LINES = Pattern.compile("\\R[ \\t]*\\R\\s*");
  private static final Pattern LINE_END = Pattern.compile("\\R");

  public Document {
    sentences = List.copyOf(sentences);
  }

  /** Returns how long its sentences are together, in characters of UTF-16. */
  long length() {
    return sentences.stream().mapToLong(String::length).sum();
  }

  /**
   * Cuts a text into sentences; none goes on over a blank line. Other line ends are blanks, so a
   * text may be wrapped.
   */
  static Document of(String text) {
    TextSegmenter segmenter = new TextSegmenter(TextSegmenter.DEFAULT_MAX_TOKENS);
    List<String> sentences = new ArrayList<>();
    for (String paragraph : BLANK_LINES.split(text, -1)) {
      String line = LINE_END.matcher(paragraph).replaceAll(" ");
      CodePoints codePoints = CodePoints.of(line);
      for (Sentence sentence : segmenter.segment(line)) {
        sentences.add(codePoints.cut(sentence.begin(), sentence.end()));
      }
    }
    return new Document(sentences);
  }
}
