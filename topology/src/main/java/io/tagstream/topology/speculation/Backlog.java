package io.tagstream.topology.speculation;

import io.tagstream.topology.config.SpeculationSettings;
import io.tagstream.topology.speculation.Speculation.Stage;
import io.tagstream.topology.tagging.TaggingInput;
import io.tagstream.topology.tagging.TaggingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All records that were polled and whose turn has not come yet, and what is known of them. Of the
 * records of a stream, the first without an answer is ready to be computed; batches are made of
 * ready ones, first polled first. Safe for use by several threads; nothing is computed under its
 * lock.
 */
final class Backlog {
  /** A batch of more than one text holds at most these bytes of values, so that none takes long. */
  private static final int MAX_BATCH_BYTES = 64 * 1024;

  private final long bufferBytes;
  private final BatchLimit limit;
  private final Lock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition finished = lock.newCondition();

  private final ReadyTexts ready = new ReadyTexts();
  private long answerBytes;

  Backlog(SpeculationSettings settings) {
    this.bufferBytes = settings.bufferBytes();
    this.limit = new BatchLimit(settings.batchSize());
  }

  /** Returns about how many bytes the answers take that wait for their turn. */
  long answerBytes() {
    lock.lock();
    try {
      return answerBytes;
    } finally {
      lock.unlock();
    }
  }

  /** Does something under the lock. */
  void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a new record. Called under the lock. */
  void add(Speculation text) {
    if (text.chain == null) {
      ready.add(text);
    } else {
      text.chain.texts.add(text);
      enqueueNext(text.chain);
    }
  }

  /** Wakes a thread if there is work for it. Called under the lock. */
  void callForHelp() {
    if (ready.size() > 0) {
      work.signal();
    }
  }

  /**
   * Waits for work.
   *
   * @return a batch to compute, or null once {@code stopped} is true
   */
  @Nullable List<Speculation> next(BooleanSupplier stopped) {
    lock.lock();
    try {
      while (!stopped.getAsBoolean()) {
        List<Speculation> batch = isFull() ? List.of() : pick(new ArrayList<>(), null);
        if (!batch.isEmpty()) {
          callForHelp();
          return batch;
        }
        work.awaitUninterruptibly();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes all that wait for work. */
  void wakeAll() {
    locked(work::signalAll);
  }

  /**
   * Makes a batch for a stream thread that has come to a record: of this record and others if
   * nobody has begun with it; of others alone if it is being computed and there is a whole batch of
   * them. If neither is so, it waits for the record. The others are of the same task, so that their
   * turn is next: a thread that worked for other tasks with every record of this one would not come
   * to the end of its round in time to poll and commit.
   *
   * @param input what the record is to be tagged from
   * @return a batch to compute, empty if there is no more to be done for the record
   */
  List<Speculation> batchWith(Speculation wanted, TaggingInput input) {
    lock.lock();
    try {
      while (wanted.stage == Stage.RUNNING && !isOutdated(wanted)) {
        if (ready.sizeOf(wanted.task) >= limit.texts() && !isFull()) {
          return pick(new ArrayList<>(), wanted.task);
        }
        finished.awaitUninterruptibly();
      }
      return wanted.stage == Stage.WAITING ? lead(wanted, input) : List.of();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how far a record has come; as good as failed if it goes on from a wrong state. */
  Stage stage(Speculation text) {
    lock.lock();
    try {
      return text.stage == Stage.RUNNING && isOutdated(text) ? Stage.FAILED : text.stage;
    } finally {
      lock.unlock();
    }
  }

  private static boolean isOutdated(Speculation text) {
    return text.chain != null && text.version != text.chain.version;
  }

  private List<Speculation> lead(Speculation wanted, TaggingInput input) {
    if (wanted.chain != null && wanted.chain.texts.peek() != wanted) {
      // Records of several topics take their turns in another order than they were polled in.
      wanted.become(Stage.FAILED);
      return List.of();
    }
    ready.remove(wanted);
    wanted.streamKnown = true;
    wanted.stream = input.stream();
    begin(wanted);
    List<Speculation> batch = new ArrayList<>(List.of(wanted));
    return isFull() ? batch : pick(batch, wanted.task);
  }

  private void begin(Speculation text) {
    text.stage = Stage.RUNNING;
    text.version = text.chain == null ? 0 : text.chain.version;
  }

  /**
   * Adds ready records to a batch, as many as it may hold.
   *
   * @param task whose they must be; any if null
   */
  private List<Speculation> pick(List<Speculation> batch, @Nullable SpeculatedTask task) {
    long bytes = batch.stream().mapToLong(Speculation::valueBytes).sum();
    for (Speculation first = ready.first(task);
        first != null && batch.size() < limit.texts();
        first = ready.first(task)) {
      bytes += first.valueBytes();
      if (!batch.isEmpty() && bytes > MAX_BATCH_BYTES) {
        break;
      }
      ready.remove(first);
      begin(first);
      batch.add(first);
    }
    return batch;
  }

  private boolean isFull() {
    return answerBytes >= bufferBytes;
  }

  /**
   * Takes what became of a batch.
   *
   * @param inputs what each was tagged from
   * @param results one a record; null where there is none
   * @param nanos time it took
   */
  void finish(
      List<Speculation> batch,
      List<? extends @Nullable TaggingInput> inputs,
      List<? extends @Nullable TaggingResult> results,
      long nanos) {
    lock.lock();
    try {
      limit.took(batch.size(), nanos);
      for (int i = 0; i < batch.size(); i++) {
        finish(batch.get(i), inputs.get(i), results.get(i));
      }
      finished.signalAll();
      callForHelp();
    } finally {
      lock.unlock();
    }
  }

  private void finish(
      Speculation text, @Nullable TaggingInput input, @Nullable TaggingResult result) {
    if (text.stage != Stage.RUNNING) {
      return;
    }
    if (isOutdated(text)) {
      text.become(Stage.WAITING);
    } else if (input != null && result instanceof TaggingResult.Answered answered) {
      text.answered(input, answered.answer());
      answerBytes += text.answerBytes();
    } else {
      text.become(Stage.FAILED);
    }
    if (text.chain != null) {
      enqueueNext(text.chain);
    }
  }

  /** Forgets a record. Called under the lock. */
  void drop(Speculation text) {
    answerBytes -= text.answerBytes();
    text.become(Stage.DROPPED);
    ready.remove(text);
    if (text.chain != null) {
      text.chain.texts.remove(text);
    }
    // Its room may be what others wait for.
    work.signal();
  }

  /**
   * Begins a chain anew: its first record goes on from what lies in the store now. Called under the
   * lock.
   */
  void reset(StreamChain chain) {
    chain.version++;
    for (Speculation text : chain.texts) {
      if (text.stage == Stage.DONE || text.stage == Stage.FAILED) {
        answerBytes -= text.answerBytes();
        text.become(Stage.WAITING);
      } else {
        // It may go on from an answer that is worth nothing.
        ready.remove(text);
      }
    }
    enqueueNext(chain);
  }

  private void enqueueNext(StreamChain chain) {
    Speculation next = chain.next();
    if (next != null) {
      ready.add(next);
    }
  }
}
