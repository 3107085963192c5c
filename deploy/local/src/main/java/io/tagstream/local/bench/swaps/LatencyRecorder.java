package io.tagstream.local.bench.swaps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Measures how long every record of a partition takes from the poll that brought it until its
 * outcome is handed to the producer. Outcomes come in the order of the records, so they need not be
 * looked into. Called by one stream thread, but for the end.
 */
final class LatencyRecorder implements AutoCloseable {
  /** The setting of both clients that holds the recorder. */
  static final String CONFIG = "bench.latency.recorder";

  /** Bytes of a measurement: when, in milliseconds since the epoch, and microseconds it took. */
  static final int BYTES = Long.BYTES + Integer.BYTES;

  private static final int BUFFERED = 8192;

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFERED * BYTES);
  private final Deque<Poll> polls = new ArrayDeque<>();

  /** The offset that is polled next, unless records are read again. */
  private long next;

  /** What one poll brought. */
  private static final class Poll {
    private final long nanos;
    private long left;

    Poll(long nanos, long left) {
      this.nanos = nanos;
      this.left = left;
    }
  }

  /**
   * @param file written from its beginning
   */
  LatencyRecorder(Path file) throws IOException {
    this.file =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
  }

  /** Notes what a poll brought. */
  synchronized void polled(long firstOffset, long lastOffset, long count) {
    if (firstOffset < next) {
      // After a failure; what had been polled before and not been answered was thrown away.
      polls.clear();
    }
    next = lastOffset + 1;
    polls.add(new Poll(System.nanoTime(), count));
  }

  /** Notes that the outcome of the next record is on its way. */
  synchronized void forwarded() {
    Poll poll = polls.peek();
    if (poll == null) {
      return;
    }
    long micros = (System.nanoTime() - poll.nanos) / 1000;
    poll.left--;
    if (poll.left == 0) {
      polls.remove();
    }
    buffer.putLong(System.currentTimeMillis()).putInt((int) Math.min(Integer.MAX_VALUE, micros));
    if (!buffer.hasRemaining()) {
      write();
    }
  }

  private void write() {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Latencies cannot be written: " + e.getMessage(), e);
    }
    buffer.clear();
  }

  @Override
  public synchronized void close() throws IOException {
    try (file) {
      write();
    }
  }
}
