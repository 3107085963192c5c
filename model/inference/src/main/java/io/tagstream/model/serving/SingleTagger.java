package io.tagstream.model.serving;

import io.tagstream.model.EncoderWork;
import io.tagstream.model.Tagger;

/**
 * One tagger for every route and all times. Owns it: the tagger is closed as soon as this is closed
 * and the last lease has been returned. Safe for use by several threads at once.
 */
public final class SingleTagger implements Taggers {
  private final Tagger tagger;
  private int leases;
  private boolean closed;

  /**
   * Takes a tagger over.
   *
   * @param tagger an open tagger, which nobody else closes
   */
  public SingleTagger(Tagger tagger) {
    this.tagger = tagger;
  }

  /**
   * Leases the tagger.
   *
   * @throws IllegalStateException if this has been closed
   */
  @Override
  public synchronized TaggerLease at(String route, long timestamp) {
    if (closed) {
      throw new IllegalStateException("taggers: expected open ones, found them closed");
    }
    leases++;
    return new Lease();
  }

  @Override
  public EncoderWork work() {
    return tagger.work();
  }

  /** Closes the tagger now, or when the last lease is returned. A second call has no effect. */
  @Override
  public void close() {
    boolean last;
    synchronized (this) {
      last = !closed && leases == 0;
      closed = true;
    }
    if (last) {
      tagger.close();
    }
  }

  private void giveBack() {
    boolean last;
    synchronized (this) {
      leases--;
      last = closed && leases == 0;
    }
    if (last) {
      tagger.close();
    }
  }

  private final class Lease implements TaggerLease {
    private boolean returned;

    @Override
    public synchronized Tagger tagger() {
      if (returned) {
        throw new IllegalStateException("lease: expected one in use, found it returned");
      }
      return tagger;
    }

    @Override
    public boolean provisional() {
      return false;
    }

    @Override
    public synchronized void close() {
      if (!returned) {
        returned = true;
        giveBack();
      }
    }
  }
}
