package io.tagstream.topology.control;

import io.tagstream.model.EncoderWork;
import io.tagstream.model.ModelId;
import io.tagstream.model.serving.ResidentTaggers;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.serving.Taggers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The taggers that the control topic has brought into force, by the timestamps of records. What is
 * known of the topic is an immutable {@link KnownModels}, replaced as a whole by the control
 * thread.
 *
 * <p>A model that is not open, say because a replay has come to a time long ago, is opened; the
 * caller waits for a while, and then fails, so that its record is processed again. A model that was
 * refused here is passed over for the one before, provisionally. Safe for use by several threads at
 * once.
 */
final class LiveTaggers implements Taggers {
  /**
   * Ample for a bundle from a cache, and within the 10 s after which Kafka Streams gives a
   * transaction up. To give up the thread costs more: the group waits for the session of the old
   * one to expire.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final ResidentTaggers residents;
  private final ModelOpener opener;
  private final long maxWaitNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile KnownModels known;

  /** Earliest time that was asked for lately, by route. */
  private final Map<String, AtomicLong> asked = new ConcurrentHashMap<>();

  /** How far the topic was known when somebody waited in vain for more. */
  private volatile long waitedInVainAt = Long.MAX_VALUE;

  /**
   * @param opener opens what is missing among {@code residents}
   * @param maxWait how long a record waits that lies ahead of what is known
   */
  LiveTaggers(ResidentTaggers residents, ModelOpener opener, Duration maxWait, KnownModels known) {
    this.residents = residents;
    this.opener = opener;
    this.maxWaitNanos = maxWait.toNanos();
    this.known = known;
  }

  /** Takes note of what is known now. */
  void know(KnownModels more) {
    lock.lock();
    try {
      known = more;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  KnownModels known() {
    return known;
  }

  /**
   * Returns the earliest time that was asked for since this was called last, in milliseconds since
   * the epoch, or {@link Long#MAX_VALUE} if none was.
   */
  long takeAsked(String route) {
    AtomicLong earliest = asked.get(route);
    return earliest == null ? Long.MAX_VALUE : earliest.getAndSet(Long.MAX_VALUE);
  }

  @Override
  public TaggerLease at(String route, long timestamp) {
    KnownModels now = known;
    asked
        .computeIfAbsent(route, first -> new AtomicLong(Long.MAX_VALUE))
        .accumulateAndGet(timestamp, Math::min);
    boolean provisional = !now.covers(timestamp);
    List<Activation> activations = now.upTo(route, timestamp);
    for (int i = activations.size() - 1; i >= 0; i--) {
      TaggerLease lease = lease(activations.get(i).model(), provisional);
      if (lease != null) {
        return lease;
      }
      provisional = true;
    }
    ModelId configured = activations.get(0).model();
    throw new IllegalStateException(
        "route %s: expected a model that this instance can use, found %s %s refused as well; the log says why."
            .formatted(route, configured.name(), configured.version()));
  }

  /** Returns null if the model was refused here. */
  private @Nullable TaggerLease lease(ModelId model, boolean provisional) {
    TaggerLease lease = residents.lease(model.digest(), provisional);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (lease == null) {
      Opened opened = opener.await(model, deadline - System.nanoTime());
      if (opened instanceof Opened.Refused) {
        return null;
      }
      if (opened == null) {
        throw new ModelNotOpenException(model);
      }
      lease = residents.lease(model.digest(), provisional);
    }
    return lease;
  }

  @Override
  public void awaitKnown(long timestamp) {
    if (waitsFor(timestamp)) {
      awaitMore(timestamp);
    }
  }

  /** Returns whether a record waits, for it is not known yet, and nobody waited in vain since. */
  boolean waitsFor(long timestamp) {
    KnownModels now = known;
    return !now.covers(timestamp) && now.knownUntil() != waitedInVainAt;
  }

  /**
   * Knowledge grows as time goes by, so what lies further ahead than the wait is not waited for.
   */
  private void awaitMore(long timestamp) {
    long missing = TimeUnit.MILLISECONDS.toNanos(timestamp - known.knownUntil());
    if (missing > maxWaitNanos) {
      return;
    }
    lock.lock();
    try {
      long left = maxWaitNanos;
      while (!known.covers(timestamp)) {
        left = changed.awaitNanos(left);
        if (left <= 0) {
          waitedInVainAt = known.knownUntil();
          return;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void failed(ModelId model) {
    residents.dismiss(model.digest());
  }

  @Override
  public EncoderWork work() {
    return residents.work();
  }

  /** Closes the models; whatever opened them has ended before. */
  @Override
  public void close() {
    residents.close();
  }
}
