package io.tagstream.model.serving;

import io.tagstream.model.EncoderWork;
import io.tagstream.model.Tagger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The taggers that are open, by the digest of their model. It owns them: one that is not wanted any
 * more is closed after its last lease has been returned. Safe for use by several threads at once.
 */
public final class ResidentTaggers implements AutoCloseable {
  private final Executor closer;

  /** Those leased last come last. */
  private final Map<String, Resident> residents = new LinkedHashMap<>(16, 0.75f, true);

  /** Those that are closed after their last lease. */
  private final Set<Resident> leaving = new HashSet<>();

  private EncoderWork workOfClosed = EncoderWork.NONE;
  private boolean closed;

  /** An open tagger. Guarded by the lock of all. */
  private static final class Resident {
    private final Tagger tagger;
    private int leases;
    private boolean dismissed;
    private long lastUse = System.nanoTime();

    Resident(Tagger tagger) {
      this.tagger = tagger;
    }
  }

  /**
   * Makes an empty collection.
   *
   * @param closer closes taggers whose last lease came back, which takes milliseconds that the
   *     thread of that lease does not have
   */
  public ResidentTaggers(Executor closer) {
    this.closer = closer;
  }

  /**
   * Takes an open tagger over, in the place of one of the same model, if there is one.
   *
   * @param tagger closed by nobody else
   */
  public void add(Tagger tagger) {
    List<Tagger> idle = new ArrayList<>();
    synchronized (this) {
      if (closed) {
        idle.add(tagger);
      } else {
        dismiss(tagger.model().digest(), idle);
        residents.put(tagger.model().digest(), new Resident(tagger));
      }
    }
    idle.forEach(Tagger::close);
  }

  /**
   * Leases the tagger of a model.
   *
   * @param provisional what the lease says about itself
   * @return a lease, which the caller returns on any thread, or null if the model is not open
   */
  public synchronized @Nullable TaggerLease lease(String digest, boolean provisional) {
    Resident resident = residents.get(digest);
    if (resident == null) {
      return null;
    }
    resident.leases++;
    resident.lastUse = System.nanoTime();
    return new ResidentLease(resident, provisional);
  }

  /**
   * Leases the tagger that was leased last, which does not count as a use.
   *
   * @return a lease, or null if none is open
   */
  public synchronized @Nullable TaggerLease leaseLastUsed() {
    Resident last = null;
    for (Resident resident : residents.values()) {
      last = resident;
    }
    if (last == null) {
      return null;
    }
    last.leases++;
    return new ResidentLease(last, false);
  }

  /** Returns whether a model is open. */
  public synchronized boolean contains(String digest) {
    // Not get(), which would count as a use.
    return residents.containsKey(digest);
  }

  /** Returns how many are open. */
  public synchronized int size() {
    return residents.size();
  }

  /**
   * Lets go of models that are not wanted, but for those leased last.
   *
   * @param wanted digests of those that stay in any case
   * @param others how many others stay
   * @param grace how long others stay in any case after they were added or leased last
   */
  public void retain(Set<String> wanted, int others, Duration grace) {
    List<Tagger> idle = new ArrayList<>();
    synchronized (this) {
      Set<String> unwanted = new HashSet<>(residents.keySet());
      unwanted.removeAll(wanted);
      int tooMany = unwanted.size() - others;
      long now = System.nanoTime();
      for (Map.Entry<String, Resident> resident : List.copyOf(residents.entrySet())) {
        if (tooMany > 0 && unwanted.contains(resident.getKey())) {
          if (now - resident.getValue().lastUse >= grace.toNanos()) {
            dismiss(resident.getKey(), idle);
          }
          tooMany--;
        }
      }
    }
    idle.forEach(Tagger::close);
  }

  /** Lets go of a model, say because it is broken; it may be added again. */
  public void dismiss(String digest) {
    List<Tagger> idle = new ArrayList<>();
    synchronized (this) {
      dismiss(digest, idle);
    }
    idle.forEach(Tagger::close);
  }

  /** Takes a tagger out; the lock is held. It is to be closed now if nobody uses it. */
  private void dismiss(String digest, List<Tagger> idle) {
    Resident resident = residents.remove(digest);
    if (resident != null) {
      resident.dismissed = true;
      if (resident.leases == 0) {
        workOfClosed = workOfClosed.plus(resident.tagger.work());
        idle.add(resident.tagger);
      } else {
        leaving.add(resident);
      }
    }
  }

  /** Returns what all of them have done, those that are closed included. */
  public synchronized EncoderWork work() {
    EncoderWork work = workOfClosed;
    for (Resident resident : leaving) {
      work = work.plus(resident.tagger.work());
    }
    for (Resident resident : residents.values()) {
      work = work.plus(resident.tagger.work());
    }
    return work;
  }

  /** Closes all of them, those in use after their last lease; one that is added now is closed. */
  @Override
  public void close() {
    List<Tagger> idle = new ArrayList<>();
    synchronized (this) {
      closed = true;
      List.copyOf(residents.keySet()).forEach(digest -> dismiss(digest, idle));
    }
    idle.forEach(Tagger::close);
  }

  private void giveBack(Resident resident) {
    boolean last;
    synchronized (this) {
      resident.leases--;
      last = resident.dismissed && resident.leases == 0;
      if (last) {
        leaving.remove(resident);
        workOfClosed = workOfClosed.plus(resident.tagger.work());
      }
    }
    if (last) {
      closer.execute(resident.tagger::close);
    }
  }

  private final class ResidentLease implements TaggerLease {
    private final Resident resident;
    private final boolean provisional;
    private boolean returned;

    ResidentLease(Resident resident, boolean provisional) {
      this.resident = resident;
      this.provisional = provisional;
    }

    @Override
    public synchronized Tagger tagger() {
      if (returned) {
        throw new IllegalStateException("lease: expected one in use, found it returned");
      }
      return resident.tagger;
    }

    @Override
    public boolean provisional() {
      return provisional;
    }

    @Override
    public synchronized void close() {
      if (!returned) {
        returned = true;
        giveBack(resident);
      }
    }
  }
}
