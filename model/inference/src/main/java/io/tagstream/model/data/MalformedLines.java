package io.tagstream.model.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The malformed lines of one file, gathered so that all of them are said at once. The first ones by
 * line are named, the rest is counted.
 */
final class MalformedLines {
  private static final int NAMED = 20;
  private static final Comparator<MalformedDataException> BY_LINE =
      Comparator.comparingInt(MalformedDataException::line);

  private final DataFile file;
  private final List<MalformedDataException> first = new ArrayList<>();
  private long count;

  MalformedLines(DataFile file) {
    this.file = file;
  }

  /** Reads a line or what begins there; if it is malformed, that is remembered. */
  void read(Runnable reading) {
    try {
      reading.run();
    } catch (MalformedDataException e) {
      add(e);
    }
  }

  /** Remembers a malformed line. */
  void add(MalformedDataException malformed) {
    count++;
    first.add(malformed);
    if (first.size() > NAMED) {
      // Each holds a stack trace, and a file in another format has a fault in every line.
      first.sort(BY_LINE);
      first.remove(NAMED);
    }
  }

  /**
   * Ends the reading of the file.
   *
   * @throws MalformedDataException if a line was malformed; it names the lines
   */
  void verifyNone() {
    if (count == 0) {
      return;
    }
    first.sort(BY_LINE);
    if (count == 1) {
      throw first.get(0);
    }
    String named = first.stream().map(Throwable::getMessage).collect(Collectors.joining("\n"));
    String more =
        count == first.size()
            ? ""
            : "\n%s: and %d more malformed lines".formatted(file.path(), count - first.size());
    throw new MalformedDataException(named + more, first.get(0));
  }
}
