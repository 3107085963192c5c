package io.tagstream.model.serving;

import io.tagstream.model.Tagger;

/** The right to use a tagger until {@link #close()}. Returning a lease twice has no effect. */
public interface TaggerLease extends AutoCloseable {

  /**
   * Returns the leased tagger; the caller does not close it.
   *
   * @throws IllegalStateException if the lease has been returned
   */
  Tagger tagger();

  /**
   * Returns whether the timeline of models was not yet known up to the timestamp asked for, so that
   * a replay might choose another model.
   */
  boolean provisional();

  @Override
  void close();
}
