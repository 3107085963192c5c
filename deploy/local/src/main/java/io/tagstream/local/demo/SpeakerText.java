package io.tagstream.local.demo;

import io.tagstream.app.display.Passage;
import io.tagstream.model.text.CodePoints;
import io.tagstream.schemas.CurrentSentence;
import io.tagstream.schemas.CurrentTags;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.fold.TagFold;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one key has said so far, and its tags: the edits of its stream, folded. */
final class SpeakerText {
  private static final TagFold FOLD = TagFold.complete();

  private final String key;
  private final StringBuilder text = new StringBuilder();
  private @Nullable CurrentTags tags;

  SpeakerText(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  /**
   * Takes in the next record of the key.
   *
   * @return whether it was taken in; nothing is of a stream whose begin was not seen
   */
  boolean add(TaggedText next) {
    if (!TagFold.follows(tags, next)) {
      return false;
    }
    if (TagFold.begins(next)) {
      text.setLength(0);
    }
    if (next.getText() != null) {
      text.append(next.getText());
    }
    tags = FOLD.apply(tags, next);
    return true;
  }

  boolean hasEnded() {
    return tags != null && tags.getEnded();
  }

  private List<CurrentSentence> sentences() {
    return tags == null ? List.of() : tags.getSentences();
  }

  /** Returns all of it. */
  Passage whole() {
    return from(0);
  }

  /** Returns the last sentences; positions count from where they begin. */
  Passage last(int count) {
    return from(lastBegin(count));
  }

  /** Returns where the last sentences begin in the stream. */
  int lastBegin(int count) {
    List<CurrentSentence> sentences = sentences();
    return sentences.size() <= count ? 0 : (int) sentences.get(sentences.size() - count).getBegin();
  }

  private Passage from(int begin) {
    CodePoints codePoints = CodePoints.of(text.toString());
    List<Passage.Span> spans = new ArrayList<>();
    if (tags != null) {
      tags.getSpans().stream()
          .filter(span -> span.getBegin() >= begin)
          .map(
              span ->
                  new Passage.Span(
                      span.getLabel(),
                      (int) (span.getBegin() - begin),
                      (int) (span.getEnd() - begin),
                      span.getSurface(),
                      span.getScore()))
          .forEach(spans::add);
    }
    return new Passage(
        key,
        codePoints.cut(begin, codePoints.length()).stripTrailing(),
        sentences().stream()
            .filter(sentence -> sentence.getBegin() >= begin)
            .map(
                sentence ->
                    new Passage.Sentence(
                        (int) (sentence.getBegin() - begin),
                        (int) (sentence.getEnd() - begin),
                        sentence.getLabel(),
                        sentence.getScore()))
            .toList(),
        spans,
        null,
        null);
  }
}
