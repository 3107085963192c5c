package io.tagstream.local.bench;

import io.tagstream.app.CommandException;
import io.tagstream.app.run.StopSignal;
import io.tagstream.model.Tagger;
import io.tagstream.model.Text;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.StreamTagger;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Measures the model alone: tokenize, encode, decode, with states at hand as objects. Events are
 * sorted by length within as many as a consumer polls, in batches of the size that costs least on a
 * part of them. Belongs to one thread, which waits for those that compute.
 */
final class LimitRun {
  private static final List<Integer> BATCH_SIZES = List.of(8, 16, 32, 64, 128);

  /** What Kafka Streams polls at most ({@code max.poll.records}). */
  private static final int WINDOW = 1000;

  /** The part of the events that batch sizes are tried on: one of so many. */
  private static final int TRIED_PART = 8;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final @Nullable StreamRules rules;
  private final int threadCount;
  private final Progress progress;
  private final StopSignal stop;

  /**
   * Makes a run.
   *
   * @param rules how streams are read, or {@code null} if there are none
   * @param stop the wish that it end before it is done
   */
  LimitRun(@Nullable StreamRules rules, int threadCount, Progress progress, StopSignal stop) {
    this.rules = rules;
    this.threadCount = threadCount;
    this.progress = progress;
    this.stop = stop;
  }

  /** Opens the model, whose caches are empty then; whoever asks closes it. */
  interface Opening {
    Tagger open();
  }

  /** What a pass over events took. */
  private record Pass(int events, double seconds, double cpuSeconds) {
    double eventsPerSecond() {
      return events / seconds;
    }

    double cpuMicrosPerEvent() {
      return cpuSeconds * 1e6 / events;
    }
  }

  /** Measures the part of the events after the warm-up. */
  LimitFigures measure(List<BenchEvent> events, Opening opening) throws InterruptedException {
    SortedMap<Integer, Double> tried = new TreeMap<>();
    int best = BATCH_SIZES.get(0);
    try (Tagger tagger = opening.open()) {
      List<BenchEvent> part = events.subList(0, Math.max(1, events.size() / TRIED_PART));
      // The compiler must not find the first size in a state in which no other is measured.
      pass(part, tagger, 0, best);
      for (int size : BATCH_SIZES) {
        progress.at("batches of " + size);
        // By the processor's time, not the clock's: others may be at work here.
        double micros = pass(part, tagger, 0, size).cpuMicrosPerEvent();
        if (micros < tried.values().stream().reduce(Double.MAX_VALUE, Math::min)) {
          best = size;
        }
        tried.put(size, micros);
      }
    }
    try (Tagger tagger = opening.open()) {
      Pass pass = pass(events, tagger, Measured.warmUp(events.size()), best);
      return new LimitFigures(pass.eventsPerSecond(), pass.cpuMicrosPerEvent(), best, tried);
    }
  }

  /** Every thread has keys, or every so many texts, of its own, as it has partitions. */
  private Pass pass(List<BenchEvent> events, Tagger tagger, int warmUp, int batchSize)
      throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threadCount);
    try {
      List<Future<Pass>> passes = new ArrayList<>();
      for (int thread = 0; thread < threadCount; thread++) {
        List<BenchEvent> own = shareOf(events, thread);
        int ownWarmUp = warmUp / threadCount;
        passes.add(executor.submit(() -> ownPass(own, tagger, ownWarmUp, batchSize)));
      }
      double seconds = 0;
      double cpuSeconds = 0;
      int measured = 0;
      for (Future<Pass> pass : passes) {
        measured += pass.get().events;
        seconds = Math.max(seconds, pass.get().seconds);
        cpuSeconds += pass.get().cpuSeconds;
      }
      return new Pass(measured, seconds, cpuSeconds);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CommandException stopped) {
        throw stopped;
      }
      throw new CommandException("limit: the model failed: " + e.getMessage(), e);
    } finally {
      executor.shutdownNow();
    }
  }

  private List<BenchEvent> shareOf(List<BenchEvent> events, int thread) {
    List<BenchEvent> share = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      String key = events.get(i).key();
      int owner = Math.floorMod(key == null ? i : key.hashCode(), threadCount);
      if (owner == thread) {
        share.add(events.get(i));
      }
    }
    return share;
  }

  private Pass ownPass(List<BenchEvent> events, Tagger tagger, int warmUp, int batchSize) {
    Map<String, StreamState> states = new HashMap<>();
    long begin = System.nanoTime();
    long cpuBegin = threads.getCurrentThreadCpuTime();
    int notCounted = 0;
    for (int from = 0; from < events.size(); from += WINDOW) {
      if (stop.isRaised()) {
        throw new CommandException("The benchmark was stopped while it measured limit.");
      }
      if (notCounted == 0 && from > 0 && from >= warmUp) {
        begin = System.nanoTime();
        cpuBegin = threads.getCurrentThreadCpuTime();
        notCounted = from;
      }
      List<BenchEvent> window = events.subList(from, Math.min(events.size(), from + WINDOW));
      Waves.batches(window, batchSize).forEach(batch -> compute(batch, tagger, states));
    }
    return new Pass(
        events.size() - notCounted,
        (System.nanoTime() - begin) / 1e9,
        (threads.getCurrentThreadCpuTime() - cpuBegin) / 1e9);
  }

  private void compute(List<BenchEvent> batch, Tagger tagger, Map<String, StreamState> states) {
    if (rules == null || batch.get(0).key() == null) {
      tagger.tag(batch.stream().map(event -> Text.of(event.text())).toList());
      return;
    }
    List<StreamEvent> events =
        batch.stream().map(event -> StreamEvent.of(states.get(event.key()), event.text())).toList();
    List<StreamStep> steps = ((StreamTagger) tagger).read(rules, events);
    for (int i = 0; i < steps.size(); i++) {
      states.put(String.valueOf(batch.get(i).key()), steps.get(i).state());
    }
  }
}
