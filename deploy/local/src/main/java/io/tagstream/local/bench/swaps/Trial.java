package io.tagstream.local.bench.swaps;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.app.CommandException;
import io.tagstream.app.run.StopSignal;
import io.tagstream.local.bench.BenchEvent;
import io.tagstream.local.bench.EventSender;
import io.tagstream.local.bench.Progress;
import io.tagstream.local.bench.swaps.Answered.Mark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the application: as many events as it can take, a steady part of that, a calm
 * time and the swaps. Belongs to the thread of the command.
 */
final class Trial {
  /** From swap to swap: two seconds, or faster. */
  static final Duration PERIOD = Duration.ofMillis(1900);

  /** The part of the maximum that is sent. */
  private static final double LOAD = 0.6;

  /** Events by which the maximum is found; while a third of them are answered, code is compiled. */
  private static final int FLAT_OUT = 24_000;

  /** How long the steady load goes before anything counts. */
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private static final int LONGEST_CALM_SECONDS = 20;
  private static final long POLL_MILLIS = 20;

  private final SwapsPlan plan;
  private final Stage stage;
  private final List<BenchEvent> events;
  private final Progress progress;
  private final StopSignal stop;
  private final ResidentMemory memory = new ResidentMemory();
  private long looked;

  /**
   * What was done, when, and what that took; times are in milliseconds since the epoch.
   *
   * @param maximum events a second, or null if the rate was given
   * @param rate events a second while models were swapped
   * @param behindMillis by how much the latest event was late
   * @param calmBegin from when on nothing was done but to tag
   * @param calmEnd until when
   * @param preparing how long models were prepared
   * @param memory of the process that tags
   * @param processor what it said of itself at the end
   */
  record Course(
      @Nullable Double maximum,
      double rate,
      long behindMillis,
      long calmBegin,
      long calmEnd,
      Statuses.Preparing preparing,
      ResidentMemory memory,
      ProcessorFigures processor) {}

  /**
   * @param events what is sent, again and again
   * @param stop the wish that it end before it is done
   */
  Trial(SwapsPlan plan, Stage stage, List<BenchEvent> events, Progress progress, StopSignal stop) {
    this.plan = plan;
    this.stage = stage;
    this.events = events;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Goes through with it, until all events are answered.
   *
   * @param variants the models that take turns
   * @throws CommandException if the application fails, or refuses a command
   */
  Course run(List<Variant> variants) throws InterruptedException, IOException {
    Path settings = stage.prepare(plan);
    long written = plan.rate() == null ? write() : 0;
    progress.begin("process");
    try (Processor processor =
            Processor.start(plan.heapMib(), settings, stage.latencies(), stage.log());
        Answered answered = new Answered(stage.client())) {
      processor.awaitReady();
      progress.end("tags");
      Double maximum = plan.rate() == null ? maximum(answered, written, processor) : null;
      double rate = rate(maximum);
      try (SteadyLoad load =
          SteadyLoad.start(stage.client(), Stage.EVENTS, events, rate, plan.seed())) {
        progress.begin("calm");
        rest(SETTLING, load, processor);
        long calmBegin = System.currentTimeMillis();
        rest(calm(), load, processor);
        long calmEnd = System.currentTimeMillis();
        progress.end(String.format(Locale.ROOT, "%,.0f events a second", rate));
        Statuses.Preparing preparing = swap(variants, load, processor);
        load.end();
        awaitAll(answered, processor);
        ProcessorFigures figures =
            new ObjectMapper().readValue(processor.ask(), ProcessorFigures.class);
        processor.end();
        return new Course(
            maximum, rate, load.behindMillis(), calmBegin, calmEnd, preparing, memory, figures);
      }
    }
  }

  private long write() {
    progress.begin("events");
    long now = System.currentTimeMillis();
    try (EventSender sender = new EventSender(stage.client(), Stage.EVENTS, /* partitions= */ 1)) {
      events.subList(0, FLAT_OUT).forEach(event -> sender.send(event, now));
      sender.flush();
    }
    progress.end(String.format(Locale.ROOT, "%,d written", FLAT_OUT));
    return FLAT_OUT;
  }

  private double maximum(Answered answered, long written, Processor processor)
      throws InterruptedException {
    progress.begin("maximum");
    Answered.Watch watch =
        count -> {
          look(processor);
          progress.at(String.format(Locale.ROOT, "%,d of %,d events", count, written));
        };
    Mark begin = answered.await(written / 3, watch);
    Mark end = answered.await(written - written / 10, watch);
    answered.await(written, watch);
    double maximum = end.perSecondSince(begin);
    progress.end(String.format(Locale.ROOT, "%,.0f events a second", maximum));
    return maximum;
  }

  private double rate(@Nullable Double maximum) {
    Integer given = plan.rate();
    return given != null ? given : maximum != null ? LOAD * maximum : 1;
  }

  private Duration calm() {
    return Duration.ofSeconds(Math.min(LONGEST_CALM_SECONDS, plan.count()));
  }

  private Statuses.Preparing swap(List<Variant> variants, SteadyLoad load, Processor processor)
      throws InterruptedException {
    progress.begin("swaps");
    try (CommandSender commands = new CommandSender(stage.client(), Stage.CONTROL);
        Statuses statuses = new Statuses(stage.client(), Stage.STATUS)) {
      new SwapDriver(
              new SwapSchedule(PERIOD, Stage.LEAD), variants, plan.count(), commands, statuses)
          .swap(
              activated -> {
                look(processor);
                load.requireWell();
                progress.at("%d of %d".formatted(activated, plan.count()));
              });
      // What comes after the last one is measured like the others.
      rest(PERIOD, load, processor);
      progress.end("all %d".formatted(plan.count()));
      return statuses.preparing();
    }
  }

  private void rest(Duration time, SteadyLoad load, Processor processor)
      throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      look(processor);
      load.requireWell();
      Thread.sleep(POLL_MILLIS);
    }
  }

  private void awaitAll(Answered answered, Processor processor) throws InterruptedException {
    try (TopicReader topics = new TopicReader(stage.client())) {
      answered.await(topics.end(Stage.EVENTS), count -> look(processor));
    }
  }

  /** Looks whether all goes on, and how much memory is in use. */
  private void look(Processor processor) {
    if (stop.isRaised()) {
      throw new CommandException("The benchmark was stopped while models were swapped.");
    }
    processor.requireAlive();
    long now = System.nanoTime();
    if (looked == 0 || now - looked > TimeUnit.SECONDS.toNanos(1)) {
      looked = now;
      memory.look(processor.pid());
    }
  }
}
