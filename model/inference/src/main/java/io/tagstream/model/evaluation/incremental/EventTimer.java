package io.tagstream.model.evaluation.incremental;

import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamStateCodec;
import io.tagstream.model.stream.StreamTagger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures what an event of text costs the thread of a stream processor at several places of a
 * stream: the state is read from bytes, the text split and tagged, and the state made bytes again.
 * The same sentences are read on from each place, word by word or, where an event is a whole text,
 * at once; place by place in turn, so that whatever else the machine does falls on all of them.
 * Owned by one thread.
 */
public final class EventTimer {
  /** Words of the stream before the events that are measured. */
  static final List<Integer> POSITIONS = List.of(50, 500, 5000);

  /** Words of an event while a place is gone to, which is not measured; the places divide by it. */
  private static final int STRIDE = 50;

  /** Events of a round; less if the data has not so many. */
  private static final int EVENTS = 200;

  private static final int WARM_UP_ROUNDS = 1;
  private static final int ROUNDS = 3;

  private final StreamTagger tagger;
  private final StreamStateCodec codec;
  private final LongSupplier nanoseconds;
  private int turn;

  /**
   * Makes a timer.
   *
   * @param tagger the model; stays open
   * @param codec makes bytes of states and back
   * @param nanoseconds the clock
   */
  public EventTimer(StreamTagger tagger, StreamStateCodec codec, LongSupplier nanoseconds) {
    this.tagger = tagger;
    this.codec = codec;
    this.nanoseconds = nanoseconds;
  }

  /** Where a stream is left and sentences are read on from, and what that took. */
  private static final class Place {
    private final byte[] begin;
    private final List<Long> times = new ArrayList<>();
    private byte[] state;

    Place(byte[] begin) {
      this.begin = begin;
      state = begin;
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
   * @param positions words of the stream before the events, some of {@link #POSITIONS}
   * @return the median time of an event in microseconds, by the words of the stream before it
   * @throws io.tagstream.model.TaggingException if the model fails
   */
  SortedMap<Integer, Double> microsPerEvent(
      StreamRules rules, List<List<String>> sentences, List<Integer> positions) {
    List<Place> places = places(rules, sentences, positions);
    List<List<String>> measured = measured(rules, sentences);
    for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
      for (List<String> texts : measured) {
        places.forEach(place -> place.state = place.begin);
        read(rules, texts, places);
      }
      if (round < WARM_UP_ROUNDS) {
        places.forEach(place -> place.times.clear());
      }
    }
    SortedMap<Integer, Double> micros = new TreeMap<>();
    for (int i = 0; i < places.size(); i++) {
      micros.put(positions.get(i), places.get(i).medianMicros());
    }
    return micros;
  }

  /** Reads a stream to its last place, and gives its state at each. */
  private List<Place> places(
      StreamRules rules, List<List<String>> sentences, List<Integer> positions) {
    List<String> words = sentences.stream().map(EventTimer::words).flatMap(List::stream).toList();
    List<Place> places = new ArrayList<>();
    byte[] state = null;
    for (int begin = 0; places.size() < positions.size(); begin += STRIDE) {
      StringBuilder text = new StringBuilder();
      IntStream.range(begin, begin + STRIDE)
          .forEach(word -> text.append(words.get(word % words.size())));
      state = step(rules, state, text.toString());
      if (positions.contains(begin + STRIDE)) {
        places.add(new Place(state));
      }
    }
    return places;
  }

  /** The events of as many sentences, from the first on, as give those of a round, or of all. */
  private static List<List<String>> measured(StreamRules rules, List<List<String>> sentences) {
    List<List<String>> measured = new ArrayList<>();
    int events = 0;
    for (int i = 0; i < sentences.size() && events < EVENTS; i++) {
      List<String> words = words(sentences.get(i));
      boolean whole = rules.mode() == StreamRules.Mode.UTTERANCE;
      measured.add(whole ? List.of(String.join("", words)) : words);
      events += measured.get(i).size();
    }
    return measured;
  }

  /** Returns each word with what separates it from the next; the end of a line ends a sentence. */
  private static List<String> words(List<String> sentence) {
    int last = sentence.size() - 1;
    return IntStream.rangeClosed(0, last)
        .mapToObj(word -> sentence.get(word) + (word == last ? "\n" : " "))
        .toList();
  }

  private void read(StreamRules rules, List<String> texts, List<Place> places) {
    for (String text : texts) {
      turn++;
      for (int i = 0; i < places.size(); i++) {
        Place place = places.get((turn + i) % places.size());
        long began = nanoseconds.getAsLong();
        place.state = step(rules, place.state, text);
        place.times.add(nanoseconds.getAsLong() - began);
      }
    }
  }

  private byte[] step(StreamRules rules, byte @Nullable [] state, String text) {
    StreamState before = state == null ? null : codec.decode(ByteBuffer.wrap(state));
    return codec.encode(tagger.read(rules, StreamEvent.of(before, text)).state());
  }
}
