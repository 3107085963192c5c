package io.tagstream.local.bench.swaps;

import io.tagstream.app.CommandException;
import io.tagstream.schemas.ModelState;
import java.time.Duration;
import java.util.List;

/**
 * Swaps models at a steady pace: each is prepared, told to take over, and retired when the next one
 * has. Preparing one overlaps with waiting for those before. Belongs to one thread.
 */
final class SwapDriver {
  private static final Duration POLL = Duration.ofMillis(10);

  /** How many models may be prepared at once that have not been told to take over. */
  private static final int AHEAD = 3;

  /** A model that is not prepared in so long will not be. */
  private static final long PATIENCE_MILLIS = 60_000;

  private final SwapSchedule schedule;
  private final List<Variant> variants;
  private final int count;
  private final CommandSender commands;
  private final Statuses statuses;

  /** When each model takes over; of those that were not told to, when it is to. */
  private final long[] effectiveFrom;

  private int prepared;
  private int activated;
  private int retired;
  private int attempts;

  /** Called now and then while models are swapped; what it throws ends the run. */
  interface Watch {
    void look(int activated) throws InterruptedException;
  }

  /**
   * @param variants the models, one after another and again
   * @param count how many swaps
   */
  SwapDriver(
      SwapSchedule schedule,
      List<Variant> variants,
      int count,
      CommandSender commands,
      Statuses statuses) {
    this.schedule = schedule;
    this.variants = variants;
    this.count = count;
    this.commands = commands;
    this.statuses = statuses;
    this.effectiveFrom = new long[count];
  }

  /**
   * Swaps until the last model has taken over.
   *
   * @return when each took over, in milliseconds since the epoch
   * @throws CommandException if a command is refused, or a model is not prepared in time
   */
  long[] swap(Watch watch) throws InterruptedException {
    planFrom(0, schedule.earliest(now()) + 2 * schedule.period().toMillis());
    while (activated < count || now() < effectiveFrom[count - 1]) {
      prepare();
      activate();
      retire();
      statuses.read(POLL);
      watch.look(activated);
    }
    return effectiveFrom.clone();
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private void planFrom(int swap, long time) {
    for (int each = swap; each < count; each++) {
      effectiveFrom[each] = time + (each - swap) * schedule.period().toMillis();
    }
  }

  private Variant variant(int swap) {
    return variants.get(swap % variants.size());
  }

  private static String prepareId(int swap) {
    return "prepare-" + swap;
  }

  private void prepare() throws InterruptedException {
    boolean retiredBefore = prepared < retired + variants.size();
    if (prepared < count
        && prepared < activated + AHEAD
        && retiredBefore
        && now() >= schedule.prepareAt(prepared, effectiveFrom[prepared])) {
      commands.prepare(prepareId(prepared), variant(prepared));
      prepared++;
    }
  }

  private void activate() throws InterruptedException {
    if (activated == prepared || now() < schedule.activateAt(effectiveFrom[activated])) {
      return;
    }
    if (statuses.after(prepareId(activated)) != ModelState.PREPARED) {
      requirePatience();
      return;
    }
    long from = Math.max(effectiveFrom[activated], schedule.earliest(now()));
    planFrom(activated, from);
    attempts++;
    long written = commands.activate("activate-" + attempts, variant(activated), from);
    if (from >= written + schedule.lead().toMillis()) {
      activated++;
    }
    // Otherwise it came too late, and is sent again.
  }

  private void requirePatience() {
    if (now() > schedule.activateAt(effectiveFrom[activated]) + PATIENCE_MILLIS) {
      throw new CommandException(
          "Model %s: expected it to be prepared within %d s, found %s."
              .formatted(
                  variant(activated).model().getVersion(),
                  PATIENCE_MILLIS / 1000,
                  statuses.after(prepareId(activated))));
    }
  }

  private void retire() throws InterruptedException {
    if (retired + 1 < activated && now() >= schedule.retireAt(effectiveFrom[retired + 1])) {
      commands.retire("retire-" + retired, variant(retired));
      retired++;
    }
  }
}
