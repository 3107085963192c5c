package io.tagstream.topology.control;

import io.tagstream.topology.control.OpenModels.AllRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that reads the control topic, from its beginning and for ever, and lets everybody know
 * how far it is known. Started and closed by one thread; {@link #awaitReady} may be called by any.
 *
 * <p>Whoever has asked at a time F where the topic ends, and has read to there, knows of all
 * commands appended before F; one appended later holds from F plus the lead on, at the earliest. A
 * part of the lead is kept back: for the difference between this machine's clock and the broker's,
 * which stamps the commands, and for a command that was stamped and not replicated yet.
 */
final class ControlThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlThread.class);

  /** How much of the lead is kept back. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  private static final Duration REFRESH = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration TELL = Duration.ofSeconds(10);
  private static final Duration END_WITHIN = Duration.ofSeconds(10);

  private final ControlLog controlLog;
  private final CommandHandler handler;
  private final LiveTaggers taggers;
  private final InstantSource clock;
  private final long vouchMillis;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable String unusable;
  private boolean begun;
  private boolean failing;
  private long toldNanos = System.nanoTime();

  /**
   * @param lead how long before it holds an activation must be known
   */
  ControlThread(
      ControlLog controlLog,
      CommandHandler handler,
      LiveTaggers taggers,
      Duration lead,
      InstantSource clock) {
    this.controlLog = controlLog;
    this.handler = handler;
    this.taggers = taggers;
    this.clock = clock;
    this.vouchMillis = Math.max(0, lead.minus(MARGIN).toMillis());
    this.thread = new Thread(this::run, "tagstream-control");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * Waits until the topic has been read to its end and the models in force are open.
   *
   * @return whether they are, within the time
   * @throws IllegalStateException if that will never be
   */
  boolean awaitReady(Duration patience) throws InterruptedException {
    boolean answered = ready.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    String why = unusable;
    if (why != null) {
      throw new IllegalStateException(why);
    }
    return answered;
  }

  private void run() {
    try (controlLog) {
      while (!isClosing()) {
        try {
          readOn();
        } catch (WakeupException closed) {
          // Asked for by close(), which is seen above.
        } catch (RuntimeException | Error failure) {
          // An error, too: without this thread every record would be provisional, and no command
          // obeyed.
          complain(failure);
          await(PAUSE);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      unusable =
          unusable == null && ready.getCount() > 0 ? "Closed before it was ready." : unusable;
      ready.countDown();
    }
  }

  private void readOn() {
    long asked = controlLog.readToEnd(this::accept);
    if (!begun) {
      handler.begin(clock.millis());
      begun = true;
    }
    taggers.know(new KnownModels(handler.timelines(), asked + vouchMillis));
    long now = clock.millis();
    handler.tick(now, taggers::takeAsked);
    if (ready.getCount() > 0) {
      checkReady(now);
    }
    if (failing) {
      log.info("The control topic can be read again");
      failing = false;
    }
    controlLog.poll(REFRESH, this::accept);
  }

  /** What holds from a time that was vouched for already shows that this clock is ahead. */
  private void accept(LoggedCommand logged) {
    if (handler.accept(logged) instanceof Verdict.Activate activate
        && begun
        && taggers.known().covers(activate.activation().effectiveFrom())) {
      log.warn(
          "The clock of this machine is ahead of the broker's, or the broker was slow: records from {} on may have been tagged with another model than a replay will choose. Synchronize the clocks",
          Instant.ofEpochMilli(activate.activation().effectiveFrom()));
    }
  }

  private void checkReady(long now) {
    try {
      if (handler.isReady(now)) {
        ready.countDown();
      } else if (System.nanoTime() - toldNanos > TELL.toNanos()) {
        toldNanos = System.nanoTime();
        log.warn("Not ready: waiting for models in force to be fetched and opened");
      }
    } catch (AllRefusedException failure) {
      unusable = failure.getMessage();
      ready.countDown();
    }
  }

  /** What cannot be read now is read later; until then records may be tagged provisionally. */
  private void complain(Throwable failure) {
    if (failing) {
      log.debug("Still failing to read the control topic", failure);
    } else {
      log.warn("The control topic cannot be read, trying again every {}", PAUSE, failure);
    }
    failing = true;
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void await(Duration duration) throws InterruptedException {
    if (closing.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
      log.debug("Closing");
    }
  }

  /** Ends the thread. */
  @Override
  public void close() {
    closing.countDown();
    controlLog.wakeUp();
    try {
      thread.join(END_WITHIN.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      log.warn("The control topic is still being read after {}; it is given up", END_WITHIN);
    }
  }
}
