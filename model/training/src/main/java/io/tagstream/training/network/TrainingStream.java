package io.tagstream.training.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sentences that are learned from one after the other, the turns of a conversation: each begins
 * with the forward state that the one before ended with. A turn may come in pieces.
 *
 * @param pieces the pieces of all turns in order, at least one; each that begins a turn says so
 */
public record TrainingStream(List<TrainingSentence> pieces) {
  public TrainingStream {
    pieces = List.copyOf(pieces);
    if (pieces.isEmpty() || !pieces.get(0).begins()) {
      throw new IllegalArgumentException(
          "pieces: expected at least one, the first of which begins a turn, found "
              + (pieces.isEmpty() ? "none" : "another"));
    }
  }

  /** A sentence that is a stream of its own. */
  public static TrainingStream of(TrainingSentence sentence) {
    return new TrainingStream(List.of(sentence));
  }

  /** Sentences that are streams of their own. */
  public static List<TrainingStream> each(List<TrainingSentence> sentences) {
    return sentences.stream().map(TrainingStream::of).toList();
  }

  /** Returns the number of turns. */
  public int turns() {
    return (int) pieces.stream().filter(TrainingSentence::begins).count();
  }

  /** Returns the number of words that are read of all pieces. */
  public int words() {
    return pieces.stream().mapToInt(piece -> piece.words().size()).sum();
  }

  /** Cuts pieces that are longer than some tokens. */
  TrainingStream chunked(int tokens) {
    return new TrainingStream(
        pieces.stream().flatMap(piece -> piece.chunks(tokens).stream()).toList());
  }

  /**
   * Pieces of some streams that are read at once.
   *
   * @param streams for each piece the position of its stream
   * @param pieces the pieces, one a row
   * @param goesOn for each piece whether another of its stream comes after it
   */
  record Step(List<Integer> streams, List<TrainingSentence> pieces, List<Boolean> goesOn) {
    Step {
      streams = List.copyOf(streams);
      pieces = List.copyOf(pieces);
      goesOn = List.copyOf(goesOn);
    }

    /** Returns the number of rows B. */
    int rows() {
      return pieces.size();
    }

    /** Returns for each row the number of words after which its forward state is carried on. */
    int[] carried() {
      return pieces.stream().mapToInt(TrainingSentence::carried).toArray();
    }

    /** Returns the positions of the rows whose state is carried on. */
    int[] rowsThatGoOn() {
      return IntStream.range(0, rows()).filter(goesOn::get).toArray();
    }
  }

  /**
   * Returns the steps that some streams are read in: of the first turns of all the first pieces,
   * then the second pieces of those that have one, and so on; then the second turns.
   */
  static List<Step> steps(List<TrainingStream> streams) {
    List<Place> places = new ArrayList<>();
    for (int stream = 0; stream < streams.size(); stream++) {
      int turn = -1;
      int part = 0;
      List<TrainingSentence> pieces = streams.get(stream).pieces();
      for (int i = 0; i < pieces.size(); i++) {
        TrainingSentence piece = pieces.get(i);
        part = piece.begins() ? 0 : part + 1;
        turn += piece.begins() ? 1 : 0;
        places.add(new Place(turn, part, stream, piece, i + 1 < pieces.size()));
      }
    }
    // A stable sort: the rows of a step stay in the order of the streams.
    places.sort(Comparator.comparingInt(Place::turn).thenComparingInt(Place::part));
    List<Step> steps = new ArrayList<>();
    int begin = 0;
    for (int end = 1; end <= places.size(); end++) {
      if (end == places.size() || !places.get(end).isBeside(places.get(begin))) {
        steps.add(step(places.subList(begin, end)));
        begin = end;
      }
    }
    return steps;
  }

  private record Place(int turn, int part, int stream, TrainingSentence piece, boolean goesOn) {
    boolean isBeside(Place other) {
      return turn == other.turn && part == other.part;
    }
  }

  private static Step step(List<Place> places) {
    return new Step(
        places.stream().map(Place::stream).toList(),
        places.stream().map(Place::piece).toList(),
        places.stream().map(Place::goesOn).toList());
  }
}
