package io.tagstream.local.bench.swaps;

import io.tagstream.app.CommandException;
import io.tagstream.local.bench.CommittedEvents;
import io.tagstream.local.bench.Guarantee;
import io.tagstream.local.bench.TopicEnds;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Waits until events have been answered for good. Belongs to one thread, which closes it. */
final class Answered implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  /** An application that answers nothing for so long will not do so any more. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Admin admin;
  private final CommittedEvents committed;

  /** Called now and then; what it throws ends the waiting. */
  interface Watch {
    void look(long answered) throws InterruptedException;
  }

  /**
   * Some moment.
   *
   * @param answered how many events had been answered
   */
  record Mark(long nanos, long answered) {
    /** Returns how many events a second were answered since another moment. */
    double perSecondSince(Mark before) {
      return (answered - before.answered) * 1e9 / (nanos - before.nanos);
    }
  }

  Answered(Map<String, Object> client) {
    admin = Admin.create(client);
    committed =
        new CommittedEvents(
            admin,
            Stage.APPLICATION,
            Guarantee.EXACTLY_ONCE,
            new TopicEnds(admin, Stage.TAGGED, /* partitions= */ 1));
  }

  /**
   * Waits for a number of events.
   *
   * @return when that was so
   * @throws CommandException if they are not answered
   */
  Mark await(long events, Watch watch) throws InterruptedException {
    Mark last = new Mark(System.nanoTime(), 0);
    while (last.answered < events) {
      watch.look(last.answered);
      long count = committed.count();
      if (count > last.answered) {
        last = new Mark(System.nanoTime(), count);
      } else if (System.nanoTime() - last.nanos > PATIENCE.toNanos()) {
        throw new CommandException(
            "Events: expected answers as long as there are any, found none for %d s after %d of %d; --verbose shows why."
                .formatted(PATIENCE.toSeconds(), last.answered, events));
      }
      Thread.sleep(POLL.toMillis());
    }
    return last;
  }

  @Override
  public void close() {
    admin.close();
  }
}
