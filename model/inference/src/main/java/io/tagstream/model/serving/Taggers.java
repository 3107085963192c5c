package io.tagstream.model.serving;

import io.tagstream.model.EncoderWork;
import io.tagstream.model.ModelId;

/**
 * Says which tagger is in force. The model of a record is a function of its route and timestamp, so
 * a replay chooses the same one. Safe for use by several threads at once.
 */
public interface Taggers extends AutoCloseable {

  /** The route of records that name no other. */
  String DEFAULT_ROUTE = "default";

  /**
   * Leases the tagger in force on a route at a time. The tagger stays open until the lease is
   * closed, whatever goes live in between.
   *
   * @param route a named line of models
   * @param timestamp event time in milliseconds since the epoch
   * @return a lease the caller closes, on any thread
   * @throws IllegalStateException if this is closed, or the tagger cannot be opened now; later it
   *     may
   */
  TaggerLease at(String route, long timestamp);

  /**
   * Waits until it is known which tagger is in force at a time, as long as it makes sense to: a
   * lease for that time may be provisional all the same. Called when a record's turn has come.
   *
   * @param timestamp event time in milliseconds since the epoch
   */
  default void awaitKnown(long timestamp) {
    // Known at once, where nothing changes.
  }

  /**
   * Takes note that a model fails whatever it is given: who leases it next gets it newly opened, if
   * that can be done.
   *
   * @param model what failed
   */
  default void failed(ModelId model) {
    // Stays as it is.
  }

  /**
   * Returns what the encoders of all taggers have done so far, those that were closed included;
   * {@link EncoderWork#NONE} where there are none.
   */
  default EncoderWork work() {
    return EncoderWork.NONE;
  }

  /** Closes every tagger as soon as its last lease is returned. */
  @Override
  void close();
}
