package io.tagstream.topology.speculation;

import io.tagstream.topology.config.SpeculationSettings;
import io.tagstream.topology.metrics.Miss;
import io.tagstream.topology.speculation.PolledText.Stage;
import io.tagstream.topology.tagging.TaggingInput;
import io.tagstream.topology.tagging.TaggingResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
  private final long bufferBytes;
  private final BatchLimit limit;
  private final Lock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition finished = lock.newCondition();
  private final ReadyTexts ready = new ReadyTexts();
  private final AtomicLong answerBytes = new AtomicLong();

  Backlog(SpeculationSettings settings) {
    this.bufferBytes = settings.bufferBytes();
    this.limit = new BatchLimit(settings.batchSize());
  }

  /** Returns about how many bytes the answers take that wait for their turn. */
  long answerBytes() {
    return answerBytes.get();
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
  void add(PolledText text) {
    text.partition.add(text);
    if (text.chain == null) {
      ready.add(text);
    } else {
      text.chain.add(text);
      goOn(text.chain);
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
  @Nullable List<PolledText> next(BooleanSupplier stopped) {
    lock.lock();
    try {
      while (!stopped.getAsBoolean()) {
        List<PolledText> batch = isFull() ? List.of() : pick(new TextBatch(limit.texts()), null);
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
  List<PolledText> batchWith(PolledText wanted, TaggingInput input) {
    lock.lock();
    try {
      while (wanted.stage == Stage.RUNNING && !wanted.isOutdated()) {
        if (ready.sizeOf(wanted.task) >= limit.texts() && !isFull()) {
          return pick(new TextBatch(limit.texts()), wanted.task);
        }
        finished.awaitUninterruptibly();
      }
      return wanted.stage == Stage.WAITING ? lead(wanted, input) : List.of();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how far a record has come. */
  Progress progress(PolledText text) {
    lock.lock();
    try {
      return Progress.of(text);
    } finally {
      lock.unlock();
    }
  }

  private List<PolledText> lead(PolledText wanted, TaggingInput input) {
    ready.remove(wanted);
    if (wanted.chain != null && !wanted.chain.isFirst(wanted)) {
      // Records of several topics take their turns in another order than they were polled in.
      wanted.failed(Miss.OTHER_STATE);
      return List.of();
    }
    wanted.streamRoute = input.route();
    wanted.stream = input.stream();
    TextBatch batch = new TextBatch(limit.texts());
    begin(wanted, batch);
    return isFull() ? pickNext(wanted, batch) : pick(batch, wanted.task);
  }

  /**
   * Adds ready records to a batch, as many as it may hold.
   *
   * @param task whose they must be; any if null
   */
  private List<PolledText> pick(TextBatch batch, @Nullable SpeculatedTask task) {
    PolledText first = ready.first(task);
    while (first != null && batch.hasRoomFor(first)) {
      begin(first, batch);
      first = ready.first(task);
    }
    return batch.texts();
  }

  /**
   * Adds ready records that come right after another one in its partition. While answers that are
   * not wanted yet take all the room, the next ones are made all the same, or the partition that is
   * behind would be tagged one by one until it has caught up.
   */
  private List<PolledText> pickNext(PolledText wanted, TextBatch batch) {
    int looked = 0;
    for (PolledText text : wanted.partition.texts()) {
      if (++looked > 2 * limit.texts()) {
        break;
      }
      if (text.ready && batch.hasRoomFor(text)) {
        begin(text, batch);
      }
    }
    return batch.texts();
  }

  private void begin(PolledText text, TextBatch batch) {
    ready.remove(text);
    text.begin();
    batch.add(text);
  }

  private boolean isFull() {
    return answerBytes.get() >= bufferBytes;
  }

  /**
   * Takes what became of a batch.
   *
   * @param inputs what each was tagged from
   * @param results one a record; null where there is none
   * @param nanos time it took
   */
  void finish(
      List<PolledText> batch,
      List<? extends @Nullable TaggingInput> inputs,
      List<? extends @Nullable TaggingResult> results,
      long nanos) {
    lock.lock();
    try {
      limit.took(batch.size(), nanos);
      for (int i = 0; i < batch.size(); i++) {
        PolledText text = batch.get(i);
        if (text.stage == Stage.RUNNING) {
          finish(text, inputs.get(i), results.get(i));
        }
      }
      finished.signalAll();
      callForHelp();
    } finally {
      lock.unlock();
    }
  }

  private void finish(
      PolledText text, @Nullable TaggingInput input, @Nullable TaggingResult result) {
    StreamChain chain = text.chain;
    if (text.isOutdated()) {
      text.become(Stage.WAITING);
    } else if (input != null && result instanceof TaggingResult.Answered answered) {
      text.answered(input, answered.answer());
      answerBytes.addAndGet(text.answerBytes());
      if (chain != null) {
        chain.advance();
      }
    } else {
      text.failed(result instanceof TaggingResult.Rejected ? Miss.REJECTED : Miss.FAILED);
    }
    if (chain != null) {
      goOn(chain);
    }
  }

  /** Forgets a record. Called under the lock. */
  void drop(PolledText text) {
    answerBytes.addAndGet(-text.answerBytes());
    text.become(Stage.DROPPED);
    ready.remove(text);
    if (text.chain != null) {
      text.chain.remove(text);
    }
    // Its room may be what others wait for.
    callForHelp();
  }

  /**
   * Begins a chain anew: its first record goes on from what lies in the store now. Called under the
   * lock.
   */
  void reset(StreamChain chain) {
    for (PolledText text : chain.reset()) {
      ready.remove(text);
      if (text.stage != Stage.RUNNING) {
        answerBytes.addAndGet(-text.answerBytes());
        text.become(Stage.WAITING);
      }
    }
    goOn(chain);
  }

  private void goOn(StreamChain chain) {
    PolledText next = chain.goOn();
    if (next != null) {
      ready.add(next);
    }
  }
}
