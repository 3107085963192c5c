package io.tagstream.topology.speculation;

import io.tagstream.topology.tagging.TextTagging;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that tag ahead, named {@code tagstream-inference-1} and so on. */
final class InferenceThreads implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(InferenceThreads.class);

  /** A batch may be under way that nobody needs any more; it ends by itself. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Backlog backlog;
  private final Speculator speculator;
  private final SpeculatedTask.Kind kind;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  /** Starts threads. */
  InferenceThreads(int count, Backlog backlog, Speculator speculator, SpeculatedTask.Kind kind) {
    this.backlog = backlog;
    this.speculator = speculator;
    this.kind = kind;
    for (int i = 1; i <= count; i++) {
      Thread thread = new Thread(this::work, "tagstream-inference-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  private void work() {
    try (TextTagging tagging = new TextTagging(kind.config(), kind.taggers())) {
      for (List<PolledText> batch = backlog.next(() -> stopped);
          batch != null;
          batch = backlog.next(() -> stopped)) {
        speculator.run(batch, tagging);
      }
    } catch (RuntimeException failure) {
      log.warn("Cannot tag ahead on this thread, which is slower but does no harm", failure);
    } catch (Error error) {
      // No memory, a broken native library: a stream thread passes it on to the application.
      log.error("Cannot go on", error);
      speculator.failed(error);
    }
  }

  /** Ends the threads and waits for them. */
  @Override
  public void close() {
    stopped = true;
    backlog.wakeAll();
    long end = System.nanoTime() + PATIENCE_NANOS;
    try {
      for (Thread thread : threads) {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        thread.join(Math.max(1, millis));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
