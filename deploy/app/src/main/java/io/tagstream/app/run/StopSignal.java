package io.tagstream.app.run;

import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * The wish that this process end, by Ctrl-C, {@code kill}, a terminal that closes or {@link
 * #raise}. The first asks, a second Ctrl-C ends the process at once. Closing gives the signals
 * back.
 */
public final class StopSignal implements AutoCloseable {
  /** Exit code of a process ended by Ctrl-C, as shells count it. */
  private static final int INTERRUPTED = 130;

  private final CountDownLatch raised = new CountDownLatch(1);
  private final @Nullable Object interrupt;
  private final @Nullable Object terminate;
  private final @Nullable Object hangUp;

  private StopSignal() {
    interrupt = Signals.register("INT", this::interrupt);
    terminate = Signals.register("TERM", this::raise);
    // Where it is ignored, as nohup has it, it stays so.
    hangUp = Signals.register("HUP", this::raise);
  }

  /** Catches the signals of this process from now on. */
  public static StopSignal install() {
    return new StopSignal();
  }

  /** Returns whether the process is to end. */
  public boolean isRaised() {
    return raised.getCount() == 0;
  }

  /** Asks the process to end. */
  public void raise() {
    raised.countDown();
  }

  /** Waits until the process is to end. */
  public void await() throws InterruptedException {
    raised.await();
  }

  @Override
  public void close() {
    Signals.unregister("INT", interrupt);
    Signals.unregister("TERM", terminate);
    Signals.unregister("HUP", hangUp);
  }

  private void interrupt() {
    if (isRaised()) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    raise();
  }
}
