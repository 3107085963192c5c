package io.tagstream.model.data;

import io.tagstream.model.data.DataNotice.Kind;
import io.tagstream.model.data.DataOptions.TokenSource;
import io.tagstream.model.text.CodePoints;
import io.tagstream.model.text.Sentence;
import io.tagstream.model.text.TextSegmenter;
import io.tagstream.model.text.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Labelled sentences of a file, whatever its format: JSON lines, CoNLL columns or values separated
 * by commas or tabs; see {@link DataFormat}. Sentences of data without tokens are cut out of its
 * texts by {@link TextSegmenter}, as in production: a text of several sentences gives as many, each
 * with the class of the text.
 *
 * @param texts the sentences of each text, at least one, in the order of the file, with tags in
 *     BIO; a sentence that comes as tokens is a text of its own
 * @param notices what could not be taken as it is
 */
public record LabelledData(List<List<LabelledSentence>> texts, List<DataNotice> notices) {
  public LabelledData {
    texts = texts.stream().map(List::copyOf).toList();
    notices = List.copyOf(notices);
  }

  /**
   * Reads a file whose format is recognised by its name and content.
   *
   * @param file UTF-8, compressed with gzip or not
   * @throws MalformedDataException if the file or a line is not what it should be
   * @throws IOException if the file cannot be read
   */
  public static LabelledData read(Path file) throws IOException {
    return read(file, DataOptions.RECOGNISED);
  }

  /**
   * Reads a file.
   *
   * @param file UTF-8, compressed with gzip or not
   * @throws MalformedDataException if the file or a line is not what it should be
   * @throws IOException if the file cannot be read
   */
  public static LabelledData read(Path file, DataOptions options) throws IOException {
    Examples examples = Examples.read(file, options);
    Reading reading = new Reading(file, options);
    reading.notices.addAll(examples.notices());
    examples.examples().forEach(reading::add);
    return new LabelledData(reading.texts, reading.notices);
  }

  /** Returns the sentences of all texts. */
  public List<LabelledSentence> sentences() {
    return texts.stream().flatMap(List::stream).toList();
  }

  /** Makes sentences of examples. */
  private static final class Reading {
    private final TextSegmenter segmenter;
    private final List<List<LabelledSentence>> texts = new ArrayList<>();
    private final List<DataNotice> notices = new ArrayList<>();
    private final Path file;
    private final TokenSource source;
    private final int maxTokens;

    Reading(Path file, DataOptions options) {
      this.file = file;
      source = options.tokens();
      maxTokens = options.maxTokens();
      segmenter = new TextSegmenter(maxTokens);
    }

    void add(Example example) {
      String text = example.text();
      if (example.second() != null) {
        notice(example, Kind.SECOND_TEXT);
      }
      boolean fromText = example.tokens().isEmpty() || source == TokenSource.TEXT;
      if (text == null && fromText && !example.tokens().isEmpty()) {
        notice(example, Kind.NO_TEXT);
      }
      List<TextSpan> spans = example.spans();
      if (text != null && fromText && !example.tags().isEmpty()) {
        List<Token> found = TokenPositions.find(example.tokens(), text);
        if (found == null) {
          notice(example, Kind.TOKENS_NOT_IN_TEXT);
          fromText = false;
        } else {
          spans = TokenPositions.spans(found, example.tags());
        }
      }
      if (text != null && fromText) {
        cut(example, text, spans);
      } else {
        addAsItIs(example);
      }
    }

    private void addAsItIs(Example example) {
      if (example.tokens().isEmpty()) {
        notice(example, Kind.NO_TOKEN);
        return;
      }
      if (example.tokens().size() > maxTokens) {
        Kind kind = Kind.MORE_TOKENS_THAN_SERVED;
        notices.add(new DataNotice(file, example.line(), kind, String.valueOf(maxTokens)));
      }
      texts.add(
          List.of(
              new LabelledSentence(
                  example.id(),
                  example.text(),
                  example.tokens(),
                  example.tags(),
                  example.label(),
                  Set.of(),
                  example.place())));
    }

    private void cut(Example example, String text, @Nullable List<TextSpan> spans) {
      List<Sentence> cut = segmenter.segment(text);
      if (cut.isEmpty()) {
        notice(example, Kind.NO_TOKEN);
        return;
      }
      SpanAlignment alignment = new SpanAlignment(cut, kind -> notice(example, kind));
      if (spans != null) {
        alignment.add(TrimmedSpans.of(spans, text, () -> notice(example, Kind.SPAN_TRIMMED)));
      }
      List<SpanAlignment.TaggedSentence> tagged = alignment.sentences();
      if (tagged.size() > 1) {
        notice(example, Kind.SEVERAL_SENTENCES);
      }
      CodePoints codePoints = CodePoints.of(text);
      List<LabelledSentence> sentences = new ArrayList<>(tagged.size());
      for (int i = 0; i < tagged.size(); i++) {
        SpanAlignment.TaggedSentence sentence = tagged.get(i);
        sentences.add(
            new LabelledSentence(
                tagged.size() == 1 ? example.id() : example.id() + "/" + (i + 1),
                codePoints.cut(sentence.begin(), sentence.end()),
                sentence.words(),
                spans == null ? List.of() : sentence.tags(),
                example.label(),
                Set.of(),
                example.place()));
      }
      texts.add(sentences);
    }

    private void notice(Example example, Kind kind) {
      notices.add(new DataNotice(file, example.line(), kind));
    }
  }
}
