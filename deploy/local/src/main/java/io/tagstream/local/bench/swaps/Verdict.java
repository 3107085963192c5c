package io.tagstream.local.bench.swaps;

import io.tagstream.app.CommandException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges what came out of one partition: every record must have one outcome, by the model that the
 * timeline has at the highest timestamp its key has seen so far, itself included. Records first, in
 * the order of their offsets, then outcomes in any order. Three bytes a record are kept. Belongs to
 * one thread.
 */
final class Verdict {
  private final ModelTimeline timeline;
  private final Map<ByteBuffer, Integer> keys = new HashMap<>();
  private long[] highest = new long[1024];

  /** The model each record must have been tagged by. */
  private final short[] expected;

  /** Outcomes of each record, up to 127. */
  private final byte[] outcomes;

  private int records;
  private long doubled;
  private long wrongModel;
  private long provisional;
  private long deadLetters;
  private @Nullable String firstFault;

  /**
   * What was found.
   *
   * @param records that went in
   * @param lost records without an outcome
   * @param doubled outcomes beyond the first of a record
   * @param wrongModel tagged texts of another model than the rule has, not marked as provisional
   * @param provisional tagged texts that are marked so
   * @param deadLetters records that no model has tagged
   * @param firstFault what is the matter with the first outcome that is wrong
   */
  record Counts(
      long records,
      long lost,
      long doubled,
      long wrongModel,
      long provisional,
      long deadLetters,
      @Nullable String firstFault) {}

  /**
   * Makes a verdict over nothing.
   *
   * @param most how many records there may be
   */
  Verdict(ModelTimeline timeline, long most) {
    this.timeline = timeline;
    this.expected = new short[Math.toIntExact(most)];
    this.outcomes = new byte[expected.length];
  }

  /**
   * Adds a record.
   *
   * @throws CommandException if it is not the next one
   */
  void record(long offset, byte @Nullable [] key, long timestamp) {
    if (offset != records) {
      throw new CommandException(
          "Events: expected offset %d, found %d; no record may be deleted before the verdict."
              .formatted(records, offset));
    }
    expected[records] = (short) timeline.at(key == null ? timestamp : highest(key, timestamp));
    records++;
  }

  private long highest(byte[] key, long timestamp) {
    int number = keys.computeIfAbsent(ByteBuffer.wrap(key), unused -> keys.size());
    if (number == highest.length) {
      highest = Arrays.copyOf(highest, 2 * number);
    }
    highest[number] = Math.max(highest[number], timestamp);
    return highest[number];
  }

  /** Adds a tagged text. */
  void tagged(long source, String digest, boolean madeProvisionally) {
    outcome(source);
    if (madeProvisionally) {
      provisional++;
    } else if (source < records && timeline.of(digest) != expected[(int) source]) {
      wrongModel++;
      fault(
          "offset %d: expected model %d, found %d (the configured one is 0)"
              .formatted(source, expected[(int) source], timeline.of(digest)));
    }
  }

  /** Adds a dead letter. */
  void deadLetter(long source) {
    outcome(source);
    deadLetters++;
    fault("offset %d: expected a tagged text, found a dead letter".formatted(source));
  }

  private void outcome(long source) {
    if (source >= records || outcomes[(int) source] > 0) {
      doubled++;
      fault("offset %d: expected one outcome, found another".formatted(source));
    }
    if (source < records && outcomes[(int) source] < Byte.MAX_VALUE) {
      outcomes[(int) source]++;
    }
  }

  private void fault(String found) {
    if (firstFault == null) {
      firstFault = found;
    }
  }

  /** Returns what was found so far. */
  Counts counts() {
    long lost = 0;
    for (int record = 0; record < records; record++) {
      if (outcomes[record] == 0) {
        lost++;
        fault("offset %d: expected an outcome, found none".formatted(record));
      }
    }
    return new Counts(records, lost, doubled, wrongModel, provisional, deadLetters, firstFault);
  }
}
