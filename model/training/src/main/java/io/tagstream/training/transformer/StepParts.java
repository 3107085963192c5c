package io.tagstream.training.transformer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parts of the rows of a step that are learned from one after the other, so that what has to be
 * kept for the gradient is bounded, however long the rows are. A part costs memory by its pieces,
 * padding among them, and by the weights of attention, of which a piece has as many as its row has
 * pieces.
 *
 * @param pieces most pieces of a part, those of long rows counted more; a group of rows that has
 *     more by itself is a part of its own
 * @param together how many rows, one after the other, are never parted
 */
record StepParts(int pieces, int together) {
  /**
   * Pieces of a row whose weights of attention take as much memory as all else that is kept:
   * measured with 6 layers of 12 heads of 32 numbers; in wider transformers it is more.
   */
  private static final double ATTENTION = 256;

  /** Returns all rows in their order, or else parts of them, rows of like length together. */
  List<WordRows> of(WordRows rows) {
    int[] lengths = rows.rows().stream().mapToInt(PieceRow::length).toArray();
    if (fits(lengths.length, IntStream.of(lengths).max().orElse(0))) {
      return List.of(rows);
    }
    List<Group> groups =
        IntStream.range(0, lengths.length / together)
            .mapToObj(group -> group(group * together, lengths))
            .sorted(Comparator.comparingInt(Group::longest))
            .toList();
    List<WordRows> parts = new ArrayList<>();
    List<Integer> part = new ArrayList<>();
    for (Group group : groups) {
      if (!part.isEmpty() && !fits(part.size() + together, group.longest())) {
        parts.add(rows.select(part));
        part.clear();
      }
      IntStream.range(0, together).forEach(row -> part.add(group.first() + row));
    }
    parts.add(rows.select(part));
    return parts;
  }

  private boolean fits(int rows, int longest) {
    return (double) rows * longest * (1 + longest / ATTENTION) <= pieces;
  }

  private Group group(int first, int[] lengths) {
    int longest = IntStream.range(first, first + together).map(row -> lengths[row]).max().orElse(0);
    return new Group(first, longest);
  }

  /** Rows that are not parted. */
  private record Group(int first, int longest) {}
}
