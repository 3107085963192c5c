package io.tagstream.model.serving;

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
   */
  TaggerLease at(String route, long timestamp);

  /** Closes every tagger as soon as its last lease is returned. */
  @Override
  void close();
}
