package io.tagstream.schemas.fold;

import io.tagstream.schemas.CurrentSentence;
import io.tagstream.schemas.CurrentSpan;
import io.tagstream.schemas.CurrentTags;
import io.tagstream.schemas.Edit;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedSentence;
import io.tagstream.schemas.TaggedSpan;
import io.tagstream.schemas.TaggedText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Spans and sentences of a stream by their ids, while edits are applied. */
final class FoldedTags {
  /**
   * Sentences that are kept wherever they lie, because text to come may join or split the last ones
   * although the spans in them are final.
   */
  private static final int LAST_SENTENCES = 8;

  private final Map<Long, CurrentSpan> spans = new HashMap<>();
  private final Map<Long, CurrentSentence> sentences = new HashMap<>();

  private FoldedTags() {}

  static FoldedTags none() {
    return new FoldedTags();
  }

  static FoldedTags of(CurrentTags current) {
    FoldedTags folded = new FoldedTags();
    current.getSpans().forEach(span -> folded.spans.put(span.getId(), span));
    current.getSentences().forEach(sentence -> folded.sentences.put(sentence.getId(), sentence));
    return folded;
  }

  /** Names a tagged text by its source. */
  static String place(TaggedText text) {
    SourceCoordinates source = text.getSource();
    StreamPosition stream = text.getStream();
    return "Tagged text of %s-%d@%d%s"
        .formatted(
            source.getTopic(),
            source.getPartition(),
            source.getOffset(),
            stream == null ? "" : " (generation " + stream.getGeneration() + ")");
  }

  /** Applies what a tagged text says. A text tagged on its own has no edits: all it has is new. */
  FoldedTags add(TaggedText text) {
    long textBegin = begin(text);
    if (text.getEdits().isEmpty() && TagFold.begins(text)) {
      text.getSentences().forEach(sentence -> say(text, absolute(sentence, textBegin)));
      text.getSpans().forEach(span -> say(text, absolute(span, textBegin)));
    }
    for (Edit edit : text.getEdits()) {
      switch (edit.getOperation()) {
        case ADD -> say(text, edit, textBegin);
        case RETRACT -> takeBack(text, edit);
        case UNKNOWN ->
            throw new TagFoldException(
                place(text)
                    + ": expected edits ADD and RETRACT, found one that this version does not"
                    + " know. Read it with the version that wrote it, or a newer one.");
      }
    }
    refreshScores(text, textBegin);
    return this;
  }

  /** What touches the text is listed with its latest score, for which alone there is no edit. */
  private void refreshScores(TaggedText text, long textBegin) {
    for (TaggedSpan span : text.getSpans()) {
      spans.computeIfPresent(span.getId(), (id, said) -> absolute(span, textBegin));
    }
    for (TaggedSentence sentence : text.getSentences()) {
      sentences.computeIfPresent(sentence.getId(), (id, said) -> absolute(sentence, textBegin));
    }
  }

  /**
   * Makes the record of the tags as they are now.
   *
   * @param last the tagged text that was applied last
   * @param gap whether an event was missing before it
   * @param keptCodePoints how far before the last text something final is kept
   */
  CurrentTags toRecord(TaggedText last, boolean gap, long keptCodePoints) {
    StreamPosition stream = last.getStream();
    long finalAfter = stream == null ? 0 : stream.getFinalAfter();
    long oldest = Math.max(begin(last) - keptCodePoints, 0);
    return new CurrentTags(
        stream == null ? Long.valueOf(last.getSource().getOffset()) : stream.getGeneration(),
        stream == null || stream.getEnded(),
        gap || (stream != null && stream.getGap()),
        finalAfter,
        sentences(oldest, finalAfter),
        spans(oldest, finalAfter),
        last.getModel(),
        last.getSource());
  }

  private List<CurrentSpan> spans(long oldest, long finalAfter) {
    return spans.values().stream()
        .filter(span -> span.getEnd() > oldest || span.getBegin() >= finalAfter)
        .sorted(Comparator.comparing(CurrentSpan::getBegin).thenComparing(CurrentSpan::getId))
        .toList();
  }

  private List<CurrentSentence> sentences(long oldest, long finalAfter) {
    List<CurrentSentence> ordered =
        sentences.values().stream()
            .sorted(
                Comparator.comparing(CurrentSentence::getBegin)
                    .thenComparing(CurrentSentence::getId))
            .toList();
    int last = Math.max(ordered.size() - LAST_SENTENCES, 0);
    int first = 0;
    while (first < last
        && ordered.get(first).getEnd() <= oldest
        && ordered.get(first).getEnd() < finalAfter) {
      first++;
    }
    return ordered.subList(first, ordered.size());
  }

  private void say(TaggedText text, Edit edit, long textBegin) {
    if (edit.getSpan() != null) {
      say(text, absolute(edit.getSpan(), textBegin));
    } else {
      say(text, absolute(edit.getSentence(), textBegin));
    }
  }

  private void say(TaggedText text, CurrentSpan span) {
    refuseTwice(text, "span", span.getId(), spans.put(span.getId(), span) != null);
  }

  private void say(TaggedText text, CurrentSentence sentence) {
    refuseTwice(
        text, "sentence", sentence.getId(), sentences.put(sentence.getId(), sentence) != null);
  }

  private static void refuseTwice(TaggedText text, String kind, long id, boolean known) {
    if (known) {
      throw new TagFoldException(
          "%s: expected %s %d to be new, it has been said before. Are tagged texts of several applications mixed in one topic?"
              .formatted(place(text), kind, id));
    }
  }

  private void takeBack(TaggedText text, Edit edit) {
    boolean ofSpan = edit.getSpan() != null;
    long id = ofSpan ? edit.getSpan().getId() : edit.getSentence().getId();
    Object said = ofSpan ? spans.remove(id) : sentences.remove(id);
    if (said == null) {
      throw new TagFoldException(
          "%s: expected to take back %s %d, it has not been said. Was a tagged text lost? Read the topic from its beginning."
              .formatted(place(text), ofSpan ? "span" : "sentence", id));
    }
  }

  private static long begin(TaggedText text) {
    return text.getStream() == null ? 0 : text.getStream().getBegin();
  }

  private static CurrentSpan absolute(TaggedSpan span, long textBegin) {
    return new CurrentSpan(
        span.getId(),
        span.getLabel(),
        textBegin + span.getBegin(),
        textBegin + span.getEnd(),
        span.getSurface(),
        span.getScore());
  }

  private static CurrentSentence absolute(TaggedSentence sentence, long textBegin) {
    return new CurrentSentence(
        sentence.getId(),
        textBegin + sentence.getBegin(),
        textBegin + sentence.getEnd(),
        sentence.getLabel(),
        sentence.getScore(),
        sentence.getScores());
  }
}
