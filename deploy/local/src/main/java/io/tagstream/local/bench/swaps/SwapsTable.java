package io.tagstream.local.bench.swaps;

import io.tagstream.local.bench.Machine;
import io.tagstream.local.bench.swaps.SwapLatencies.Percentiles;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints what a trial has found for people. */
final class SwapsTable {
  /** What p99 near to activations may be: so many times that of the rest. */
  private static final double AIM_RATIO = 1.25;

  /** How much memory may grow, in percent. */
  private static final double AIM_GROWTH = 2;

  private static final String ROW = "  %-26s %10s %10s %10s %10s %12s%n";

  private final PrintWriter out;

  SwapsTable(PrintWriter out) {
    this.out = out;
  }

  void print(SwapsReport report) {
    out.printf("%s, policy %s, %,d keys%n", report.model(), report.policy(), report.keys());
    if (report.machine().get(Machine.BUSY) == Boolean.TRUE) {
      out.println("Others keep this machine busy: times by the clock are theirs, too.");
    }
    out.printf(
        Locale.ROOT,
        "%n  %,d swaps, one every %.2f s, at %,.0f events a second%s%n",
        report.swaps(),
        report.secondsPerSwap(),
        report.ratePerSecond(),
        report.maximumPerSecond() == null
            ? ""
            : String.format(Locale.ROOT, " of at most %,.0f", report.maximumPerSecond()));
    out.printf(
        Locale.ROOT,
        "  %,d records: %,d lost, %,d doubled, %,d by the wrong model; %,d provisional, %,d dead letters%n",
        report.records(),
        report.lost(),
        report.doubled(),
        report.wrongModel(),
        report.provisional(),
        report.deadLetters());
    out.printf(
        Locale.ROOT,
        "  a model is prepared within %,d to %,d ms, median %,d%n",
        report.preparing().least(),
        report.preparing().most(),
        report.preparing().median());
    printLatencies(report);
    printMemory(report);
  }

  private void printLatencies(SwapsReport report) {
    out.printf("%nMilliseconds from poll to forward%n");
    out.printf(ROW, "", "p50", "p99", "p99.9", "max", "records");
    print("within 1 s after a swap", report.near());
    print("later", report.far());
    print("before the first", report.calm());
    out.printf(
        "%n  p99 after a swap: %s times that of later (aim: at most %s)%n",
        decimals(report.p99Ratio(), 2), decimals(AIM_RATIO, 2));
  }

  private void print(String name, Percentiles found) {
    out.printf(
        ROW,
        name,
        decimals(found.p50(), 1),
        decimals(found.p99(), 1),
        decimals(found.p999(), 1),
        decimals(found.max(), 1),
        String.format(Locale.ROOT, "%,d", found.records()));
  }

  private void printMemory(SwapsReport report) {
    out.printf(
        "  resident memory: %s %% more at the end than after swap 10 (aim: at most %s), %s MiB at most%n",
        decimals(report.residentGrowthPercent(), 2),
        decimals(AIM_GROWTH, 0),
        decimals(report.peakResidentMib(), 0));
  }

  private static String decimals(@Nullable Double figure, int digits) {
    return figure == null ? "-" : String.format(Locale.ROOT, "%,." + digits + "f", figure);
  }
}
