package io.tagstream.training.pretraining;

import io.tagstream.training.transformer.MaskedRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Batches of masked rows without end: every epoch pairs the sentences anew, every step masks anew.
 * What is drawn depends on the number of the epoch or the step alone, so that the batches that
 * follow are the same whether those before were made or skipped. Owned by one thread.
 */
public final class MaskedRows {
  private final SentencePairs pairs;
  private final Masking masking;
  private final int batchSize;
  private final LongFunction<Random> ofEpoch;
  private final LongFunction<Random> ofStep;
  private @Nullable Iterator<PairRow> epoch;
  private long epochs;
  private long steps;

  /**
   * Begins with the first epoch.
   *
   * @param documents documents of sentences of pieces
   * @param longestRow pieces of the longest row, special ones included
   * @param batchSize rows of a batch; the last one of an epoch may have fewer
   * @param vocabularySize pieces of the vocabulary
   * @param ofEpoch random numbers of an epoch, from 1
   * @param ofStep random numbers of a step, from 1
   */
  public MaskedRows(
      List<List<int[]>> documents,
      int longestRow,
      int batchSize,
      int vocabularySize,
      LongFunction<Random> ofEpoch,
      LongFunction<Random> ofStep) {
    pairs = new SentencePairs(documents, longestRow);
    masking = new Masking(vocabularySize);
    this.batchSize = batchSize;
    this.ofEpoch = ofEpoch;
    this.ofStep = ofStep;
  }

  /**
   * Returns some rows of the first epoch, masked as in the first step: the same ones each time. The
   * shorter ones come first, so that batches of them need little padding.
   */
  public List<MaskedRow> first(int most) {
    Random random = ofStep.apply(1);
    return pairs.rows(ofEpoch.apply(1)).stream()
        .limit(most)
        .map(row -> masking.of(row, random))
        .sorted(Comparator.comparingInt(row -> row.row().ids().length))
        .toList();
  }

  /** Returns the rows of the next step. */
  public List<MaskedRow> next() {
    List<PairRow> rows = unmasked();
    Random random = ofStep.apply(steps);
    return rows.stream().map(row -> masking.of(row, random)).toList();
  }

  /** Passes over the rows of some steps. */
  public void skip(long count) {
    for (long i = 0; i < count; i++) {
      unmasked();
    }
  }

  private List<PairRow> unmasked() {
    steps++;
    List<PairRow> rows = new ArrayList<>();
    while (rows.size() < batchSize && (rows.isEmpty() || left().hasNext())) {
      rows.add(left().hasNext() ? left().next() : begun().next());
    }
    return rows;
  }

  private Iterator<PairRow> left() {
    Iterator<PairRow> current = epoch;
    return current == null ? begun() : current;
  }

  private Iterator<PairRow> begun() {
    Iterator<PairRow> begun = pairs.rows(ofEpoch.apply(++epochs)).iterator();
    epoch = begun;
    return begun;
  }
}
