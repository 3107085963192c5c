package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.serving.ResidentTaggers;
import io.tagstream.topology.control.Opened.Open;
import io.tagstream.topology.control.Opened.Refused;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens models, one after another on a thread of its own, and remembers which of them were refused.
 * Safe for use by several threads at once.
 */
final class ModelOpener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelOpener.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** How often the bundle of a {@code PREPARE} is looked for before it is refused. */
  private static final int PREPARE_ATTEMPTS = 3;

  /** What may be another way the next time, although nobody changes the command. */
  private static final Set<Reason> PASSING =
      EnumSet.of(
          Reason.UNREACHABLE,
          Reason.CACHE_UNUSABLE,
          Reason.ARCHIVE_SIZE_MISMATCH,
          Reason.ARCHIVE_DIGEST_MISMATCH);

  private final BundleOpener bundles;
  private final ResidentTaggers residents;
  private final ScheduledExecutorService thread;

  /** By digest; guarded by this, as is the next. */
  private final Map<String, CompletableFuture<Opened>> running = new HashMap<>();

  private final Map<String, Refused> refused = new HashMap<>();

  /** Fetches, verifies, opens and warms up a model. */
  @FunctionalInterface
  interface BundleOpener {
    /**
     * Opens a model.
     *
     * @throws BundleException if it cannot be had, or is none
     * @throws ConfigException if it does not do what the application is set up for
     */
    Tagger open(ModelId model);
  }

  /**
   * @param bundles called on the thread of this alone
   * @param residents where open models go
   * @param thread where models are opened; closed with this
   */
  ModelOpener(BundleOpener bundles, ResidentTaggers residents, ScheduledExecutorService thread) {
    this.bundles = bundles;
    this.residents = residents;
    this.thread = thread;
  }

  /** Makes the thread on which models are opened, and closed. */
  static ScheduledExecutorService newThread() {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, "tagstream-models");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Runs a task between two openings; at once, where no more models are opened. */
  static void runOn(Executor thread, Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException ended) {
      task.run();
    }
  }

  /** Why a model was refused when it was opened last, or null if it was not, or never opened. */
  synchronized @Nullable Refused refusal(ModelId model) {
    return refused.get(model.digest());
  }

  /**
   * Opens a model that a command names, anew if it was refused before; it stays refused until it is
   * open. One that cannot be had within a few attempts is refused.
   *
   * @param then told what it came to, on the thread on which models are opened
   */
  void prepare(ModelId model, Consumer<Opened> then) {
    Future<?> unused = begin(model, PREPARE_ATTEMPTS, true).thenAccept(then);
  }

  /** Tries again what was refused, once. */
  void tryAgain(ModelId model) {
    Future<?> unused = begin(model, 1, true);
  }

  /** Opens a model that records need. As long as it cannot be had it is tried again. */
  void need(ModelId model) {
    Future<?> unused = begin(model, Integer.MAX_VALUE, false);
  }

  /**
   * Opens a model that records need, or waits for whoever does.
   *
   * @return what became of it, or null if it takes longer
   * @throws IllegalStateException if the thread is interrupted
   */
  @Nullable Opened await(ModelId model, long nanos) {
    Refused refusal = refusal(model);
    if (refusal != null) {
      return refusal;
    }
    try {
      return begin(model, Integer.MAX_VALUE, false).get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return null;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("opening a model fails by a refusal only", impossible);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a model was being opened", interrupted);
    }
  }

  private synchronized CompletableFuture<Opened> begin(ModelId model, int attempts, boolean anew) {
    CompletableFuture<Opened> already = running.get(model.digest());
    if (already != null) {
      return already;
    }
    Refused refusal = refused.get(model.digest());
    if (refusal != null && !anew) {
      return CompletableFuture.completedFuture(refusal);
    }
    CompletableFuture<Opened> result = new CompletableFuture<>();
    running.put(model.digest(), result);
    schedule(new Attempt(model, attempts, FIRST_PAUSE, result), Duration.ZERO);
    return result;
  }

  private void schedule(Attempt attempt, Duration pause) {
    try {
      Future<?> unused =
          thread.schedule(() -> tryOnce(attempt), pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException ended) {
      log.debug("No longer opening {}", attempt.model());
    }
  }

  /** One of several attempts. */
  private record Attempt(
      ModelId model, int left, Duration pause, CompletableFuture<Opened> result) {
    Attempt next() {
      Duration doubled = pause.multipliedBy(2);
      return new Attempt(
          model, left - 1, doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE, result);
    }
  }

  private void tryOnce(Attempt attempt) {
    ModelId model = attempt.model();
    try {
      if (!residents.contains(model.digest())) {
        long begin = System.nanoTime();
        residents.add(bundles.open(model));
        log.info(
            "Opened model {} {} ({}) in {} ms",
            model.name(),
            model.version(),
            model.digest(),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
      }
      finish(attempt, new Open());
    } catch (BundleException failure) {
      if (PASSING.contains(failure.reason()) && attempt.left() > 1) {
        log.warn(
            "Model {} {} cannot be had, and is tried again in {}: {}",
            model.name(),
            model.version(),
            attempt.pause(),
            failure.getMessage());
        schedule(attempt.next(), attempt.pause());
      } else {
        finish(
            attempt,
            new Refused(
                failure.reason().name(),
                String.valueOf(failure.getMessage()),
                PASSING.contains(failure.reason())));
      }
    } catch (ConfigException unfit) {
      finish(attempt, new Refused("UNSUITABLE", String.valueOf(unfit.getMessage()), false));
    } catch (RuntimeException | Error failure) {
      // Whatever a bundle brings about, it must not end the thread that opens the next one.
      log.error("Model {} {} cannot be opened", model.name(), model.version(), failure);
      finish(
          attempt,
          new Refused(
              "FAILED",
              "Model %s %s: expected a bundle that can be opened, found %s; the log of this instance says more."
                  .formatted(model.name(), model.version(), failure.getClass().getName()),
              false));
    }
  }

  private void finish(Attempt attempt, Opened opened) {
    ModelId model = attempt.model();
    synchronized (this) {
      running.remove(model.digest());
      if (opened instanceof Refused refusal) {
        refused.put(model.digest(), refusal);
      } else {
        refused.remove(model.digest());
      }
    }
    if (opened instanceof Refused refusal) {
      log.warn(
          "Refused model {} {} ({}): {}",
          model.name(),
          model.version(),
          refusal.reasonCode(),
          refusal.message());
    }
    attempt.result().complete(opened);
  }

  /** Ends the thread; what was not begun is not opened any more. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(LONGEST_PAUSE.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("Still opening a model; it is given up");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
