package io.tagstream.topology.control;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which bundles are fetched, and the one on which models are opened and closed. Safe
 * for use by several threads at once.
 */
final class ModelThreads implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelThreads.class);

  /** So many sources may hang at a time without holding up another one. */
  private static final int FETCHES = 2;

  private static final Duration END_WITHIN = Duration.ofSeconds(30);

  private final ScheduledExecutorService preparing = fetching("tagstream-prepare");
  private final ScheduledExecutorService needing = fetching("tagstream-fetch");
  private final ExecutorService models =
      Executors.newSingleThreadExecutor(named("tagstream-models"));

  private static ScheduledExecutorService fetching(String name) {
    ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(FETCHES, named(name));
    // As many as there will ever be, so that somebody who counts threads finds none to come.
    threads.prestartAllCoreThreads();
    return threads;
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Where bundles are fetched that commands prepare. */
  ScheduledExecutorService preparing() {
    return preparing;
  }

  /** Where bundles are fetched that records need. */
  ScheduledExecutorService needing() {
    return needing;
  }

  /**
   * Opens a model, behind those that are being opened, and waits until it is open.
   *
   * @throws IllegalStateException if the thread is interrupted, or the threads have ended
   */
  void open(Runnable opening) {
    try {
      models.submit(opening).get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failure.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException("a model is opened without checked exceptions", failure);
    } catch (RejectedExecutionException ended) {
      throw new IllegalStateException("no more models are opened", ended);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a model was being opened", interrupted);
    }
  }

  /** Closes a model, behind those that are being opened; here, where no more are. */
  void close(Runnable closing) {
    try {
      models.execute(closing);
    } catch (RejectedExecutionException ended) {
      closing.run();
    }
  }

  /** Ends the fetches, and waits for what is being opened or closed. */
  @Override
  public void close() {
    preparing.shutdownNow();
    needing.shutdownNow();
    models.shutdown();
    try {
      if (!models.awaitTermination(END_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("Still opening a model after {}; it is given up", END_WITHIN);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
