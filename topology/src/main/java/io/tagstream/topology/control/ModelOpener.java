package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.serving.ResidentTaggers;
import io.tagstream.topology.control.Opened.Cause;
import io.tagstream.topology.control.Opened.Open;
import io.tagstream.topology.control.Opened.Refused;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches bundles and opens their models, and remembers which of them were refused. What commands
 * prepare and what records need is fetched on threads apart, so that a slow source holds up neither
 * the other; models are opened one after another. Safe for use by several threads at once.
 */
final class ModelOpener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelOpener.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** How often the bundle of a {@code PREPARE} is looked for before it is refused. */
  private static final int PREPARE_ATTEMPTS = 3;

  private final BundleSource source;
  private final ResidentTaggers residents;
  private final ModelThreads threads;

  /** By digest; guarded by this, as are the next two. */
  private final Map<String, CompletableFuture<Opened>> needed = new HashMap<>();

  private final Map<String, Refused> refused = new HashMap<>();

  /** Digests of models that were open once: no command can make them bad. */
  private final Set<String> good = new HashSet<>();

  /** Where bundles come from. Used by several threads at once. */
  interface BundleSource {
    /**
     * Fetches and verifies a bundle, as a command says.
     *
     * @return opens its model
     * @throws BundleException if it cannot be had, or is not what the command says
     */
    Supplier<Tagger> fetch(PreparedBundle bundle);

    /**
     * Fetches and verifies the bundle of a model, by whatever command.
     *
     * @return opens the model
     * @throws BundleException if it cannot be had, or is none
     */
    Supplier<Tagger> fetch(ModelId model);
  }

  /**
   * @param residents where open models go
   * @param threads closed with this
   */
  ModelOpener(BundleSource source, ResidentTaggers residents, ModelThreads threads) {
    this.source = source;
    this.residents = residents;
    this.threads = threads;
  }

  /** Why a model was refused when it was opened last, or null if it was not, or never opened. */
  synchronized @Nullable Refused refusal(ModelId model) {
    return refused.get(model.digest());
  }

  /**
   * Does what a command to prepare a bundle asks for. What the command says is checked even if the
   * model is open. A bundle that cannot be had within a few attempts is refused.
   *
   * @param then told what it came to, on a thread of this
   */
  void prepare(PreparedBundle bundle, Consumer<Opened> then) {
    schedule(
        threads.preparing(),
        Duration.ZERO,
        () -> tryToPrepare(bundle, PREPARE_ATTEMPTS, FIRST_PAUSE, then));
  }

  private void tryToPrepare(
      PreparedBundle bundle, int attempts, Duration pause, Consumer<Opened> then) {
    Opened opened = open(bundle.model(), () -> source.fetch(bundle));
    if (opened instanceof Refused refusal && refusal.cause() == Cause.AWAY && attempts > 1) {
      tell(bundle.model(), refusal, pause);
      schedule(
          threads.preparing(),
          pause,
          () -> tryToPrepare(bundle, attempts - 1, longer(pause), then));
      return;
    }
    remember(bundle.model(), opened, /* isNeed= */ false);
    then.accept(opened);
  }

  /**
   * Opens a model that records need, unless it was refused. As long as it is away, it is tried
   * again.
   */
  void need(ModelId model) {
    Future<?> unused = needed(model, /* anew= */ false);
  }

  /** Tries again what was refused; it stays refused until it is open. */
  void tryAgain(ModelId model) {
    Future<?> unused = needed(model, /* anew= */ true);
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
      return needed(model, /* anew= */ false).get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return null;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("opening a model fails by a refusal only", impossible);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a model was being opened", interrupted);
    }
  }

  private synchronized CompletableFuture<Opened> needed(ModelId model, boolean anew) {
    CompletableFuture<Opened> already = needed.get(model.digest());
    if (already != null) {
      return already;
    }
    Refused refusal = refused.get(model.digest());
    if (refusal != null && !anew) {
      return CompletableFuture.completedFuture(refusal);
    }
    CompletableFuture<Opened> result = new CompletableFuture<>();
    needed.put(model.digest(), result);
    schedule(threads.needing(), Duration.ZERO, () -> tryToHave(model, FIRST_PAUSE, result));
    return result;
  }

  private void tryToHave(ModelId model, Duration pause, CompletableFuture<Opened> result) {
    Opened opened =
        residents.contains(model.digest()) ? new Open() : open(model, () -> source.fetch(model));
    if (opened instanceof Refused refusal
        && (refusal.cause() == Cause.AWAY || refusal.cause() == Cause.CHANGED)
        && refusal(model) == null) {
      tell(model, refusal, pause);
      schedule(threads.needing(), pause, () -> tryToHave(model, longer(pause), result));
      return;
    }
    remember(model, opened, /* isNeed= */ true);
    result.complete(opened);
  }

  /**
   * Takes note of what came of an attempt. A command cannot refuse what records have or wait for.
   */
  private synchronized void remember(ModelId model, Opened opened, boolean isNeed) {
    String digest = model.digest();
    boolean waitedFor = isNeed ? needed.remove(digest) == null : needed.containsKey(digest);
    if (opened instanceof Refused refusal) {
      log.warn(
          "Refused model {} {} ({}): {}",
          model.name(),
          model.version(),
          refusal.reasonCode(),
          refusal.message());
      if (isNeed || (!waitedFor && !good.contains(digest))) {
        refused.put(digest, refusal);
      }
    } else {
      refused.remove(digest);
      good.add(digest);
    }
  }

  private static void tell(ModelId model, Refused refusal, Duration pause) {
    log.warn(
        "Model {} {} cannot be had, and is looked for again in {}: {}",
        model.name(),
        model.version(),
        pause,
        refusal.message());
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  private static void schedule(ScheduledExecutorService thread, Duration pause, Runnable task) {
    try {
      Future<?> unused = thread.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException ended) {
      log.debug("No more models are opened");
    }
  }

  private Opened open(ModelId model, Supplier<Supplier<Tagger>> fetch) {
    try {
      Supplier<Tagger> fetched = fetch.get();
      threads.open(() -> openUnlessOpen(model, fetched));
      return new Open();
    } catch (BundleException failure) {
      return new Refused(causeOf(failure), failure.reason().name(), failure.getMessage() + "");
    } catch (ConfigException unfit) {
      return new Refused(Cause.BAD, "UNSUITABLE", unfit.getMessage() + "");
    } catch (RuntimeException | Error failure) {
      // Whatever a bundle brings about, it must not end the thread that opens the next one.
      log.error("Model {} {} cannot be opened", model.name(), model.version(), failure);
      return new Refused(
          Cause.FAILED,
          "FAILED",
          "Model %s %s: expected a bundle that can be opened, found %s; the log of this instance says more."
              .formatted(model.name(), model.version(), failure.getClass().getName()));
    }
  }

  private void openUnlessOpen(ModelId model, Supplier<Tagger> fetched) {
    if (!residents.contains(model.digest())) {
      long begin = System.nanoTime();
      residents.add(fetched.get());
      log.info(
          "Opened model {} {} ({}) in {} ms",
          model.name(),
          model.version(),
          model.digest(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }
  }

  private static Cause causeOf(BundleException failure) {
    return switch (failure.reason()) {
      case ARCHIVE_SIZE_MISMATCH, ARCHIVE_DIGEST_MISMATCH -> Cause.CHANGED;
      default -> failure.reason().isWorthRetrying() ? Cause.AWAY : Cause.BAD;
    };
  }

  /** Ends the threads; what was not begun is not opened any more. */
  @Override
  public void close() {
    threads.close();
  }
}
