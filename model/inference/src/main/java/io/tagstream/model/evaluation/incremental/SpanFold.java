package io.tagstream.model.evaluation.incremental;

import io.tagstream.model.decode.TagSet;
import io.tagstream.model.stream.StreamEdit;
import io.tagstream.model.stream.StreamSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The spans of a stream that are said now: all edits, folded. Owned by one thread. */
final class SpanFold {
  /** By begin; spans do not overlap. */
  private final TreeMap<Long, StreamSpan> spans = new TreeMap<>();

  /** Applies an edit; what it takes back must come before what it says instead. */
  void apply(StreamEdit.OfSpan edit) {
    if (edit.adds()) {
      spans.put(edit.span().begin(), edit.span());
    } else {
      spans.remove(edit.span().begin());
    }
  }

  /**
   * Returns the tag of a token, or {@code null} if nothing is said of it yet.
   *
   * @param visible tokens of the stream that are old enough to be spoken of
   */
  @Nullable String tag(long token, long visible) {
    Map.Entry<Long, StreamSpan> before = spans.floorEntry(token);
    if (before == null || before.getValue().end() <= token) {
      return token < visible ? TagSet.OUTSIDE : null;
    }
    StreamSpan span = before.getValue();
    if (span.begin() >= visible) {
      return null;
    }
    return (span.begin() == token ? "B-" : "I-") + span.label();
  }

  /** Returns the tags of tokens from one place to another. */
  List<String> tags(long begin, long end) {
    List<String> tags = new ArrayList<>();
    for (long token = begin; token < end; token++) {
      tags.add(String.valueOf(tag(token, Long.MAX_VALUE)));
    }
    return tags;
  }

  /** Returns the scores of the spans that begin in a stretch of tokens, in order. */
  List<Float> scores(long begin, long end) {
    return spans.subMap(begin, end).values().stream().map(StreamSpan::score).toList();
  }
}
