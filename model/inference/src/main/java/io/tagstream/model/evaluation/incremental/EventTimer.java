package io.tagstream.model.evaluation.incremental;

import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.TokenEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Measures what an event costs at several places of a stream. The same sentences are read on from
 * each place, token by token or, where an event is a whole text, at once; place by place in turn,
 * so that whatever else the machine does falls on all of them. Owned by one thread.
 */
final class EventTimer {
  static final List<Integer> POSITIONS = List.of(50, 500, 5000);

  /** Tokens of an event while a place is gone to, which is not measured. */
  private static final int STRIDE = 50;

  private static final int EVENTS = 200;
  private static final int WARM_UP_ROUNDS = 1;

  private final TokenStreamTagger tagger;
  private final StreamRules rules;
  private final LongSupplier nanoseconds;
  private final int rounds;
  private int turn;

  /**
   * Makes a timer.
   *
   * @param nanoseconds the clock
   * @param rounds how often the same events are measured
   */
  EventTimer(TokenStreamTagger tagger, StreamRules rules, LongSupplier nanoseconds, int rounds) {
    this.tagger = tagger;
    this.rules = rules;
    this.nanoseconds = nanoseconds;
    this.rounds = rounds;
  }

  /** Where a stream is left and its sentences are read on from, and what that took. */
  private static final class Place {
    private final StreamCursor begin;
    private final List<Long> times = new ArrayList<>();
    private StreamCursor cursor;

    Place(StreamCursor begin) {
      this.begin = begin;
      cursor = begin;
    }

    double medianMicros() {
      Collections.sort(times);
      return times.get(times.size() / 2) / 1000.0;
    }
  }

  /**
   * Measures.
   *
   * @param sentences words of which the stream is made, again and again; at least one
   * @return the median time of an event in microseconds, by position in tokens
   */
  SortedMap<Integer, Double> microsPerEvent(List<List<String>> sentences) {
    List<Place> places =
        POSITIONS.stream().map(position -> new Place(at(position, sentences))).toList();
    List<List<String>> measured = measured(sentences);
    for (int round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
      for (List<String> sentence : measured) {
        places.forEach(place -> place.cursor = place.begin);
        read(sentence, places);
      }
      if (round < WARM_UP_ROUNDS) {
        places.forEach(place -> place.times.clear());
      }
    }
    SortedMap<Integer, Double> micros = new TreeMap<>();
    for (int i = 0; i < places.size(); i++) {
      micros.put(POSITIONS.get(i), places.get(i).medianMicros());
    }
    return micros;
  }

  /** As many sentences, from the first on, as give the events of a round. */
  private List<List<String>> measured(List<List<String>> sentences) {
    List<List<String>> measured = new ArrayList<>();
    int events = 0;
    while (events < EVENTS) {
      List<String> sentence = sentences.get(measured.size() % sentences.size());
      measured.add(sentence);
      events += events(sentence).size();
    }
    return measured;
  }

  private List<List<String>> events(List<String> sentence) {
    return rules.mode() == StreamRules.Mode.UTTERANCE
        ? List.of(sentence)
        : sentence.stream().map(List::of).toList();
  }

  private StreamCursor at(int position, List<List<String>> sentences) {
    StreamCursor cursor = StreamCursor.BEGIN;
    for (int next = 0; cursor.position() < position; next++) {
      List<String> sentence = sentences.get(next % sentences.size());
      int most = (int) Math.min(sentence.size(), position - cursor.position());
      for (int begin = 0; begin < most; begin += STRIDE) {
        List<String> tokens = sentence.subList(begin, Math.min(most, begin + STRIDE));
        cursor = step(cursor, tokens, begin == 0);
      }
    }
    return cursor;
  }

  private void read(List<String> sentence, List<Place> places) {
    boolean first = true;
    for (List<String> tokens : events(sentence)) {
      turn++;
      for (int i = 0; i < places.size(); i++) {
        Place place = places.get((turn + i) % places.size());
        long began = nanoseconds.getAsLong();
        place.cursor = step(place.cursor, tokens, first);
        place.times.add(nanoseconds.getAsLong() - began);
      }
      first = false;
    }
  }

  private StreamCursor step(StreamCursor cursor, List<String> tokens, boolean beginsSentence) {
    Set<Long> begins = beginsSentence ? Set.of(cursor.position()) : Set.of();
    TokenEvent event = cursor.event(tokens, begins, false);
    StreamStep step = tagger.readTokens(rules, List.of(event)).get(0);
    return StreamCursor.after(event, step);
  }
}
