package io.tagstream.local.demo;

import io.tagstream.schemas.TaggedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Counts what the demo has shown. Belongs to one thread. */
final class Tally {
  private final List<Long> latenciesMs = new ArrayList<>();
  private int spans;
  private int deadLetters;

  /** Counts a tagged text and the milliseconds between its sending and its being read. */
  void tagged(TaggedText text, long latencyMs) {
    spans += text.getSpans().size();
    latenciesMs.add(latencyMs);
  }

  void dead() {
    deadLetters++;
  }

  /** Returns the sum of it all in a sentence. */
  String summary() {
    if (latenciesMs.isEmpty()) {
      return "No text was tagged, %d became dead letters.".formatted(deadLetters);
    }
    List<Long> sorted = new ArrayList<>(latenciesMs);
    Collections.sort(sorted);
    return "%d texts, %d spans, %d dead letters; median %d ms from sent to read back."
        .formatted(sorted.size(), spans, deadLetters, sorted.get(sorted.size() / 2));
  }
}
