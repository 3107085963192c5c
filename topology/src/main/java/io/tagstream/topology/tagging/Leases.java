package io.tagstream.topology.tagging;

import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.serving.Taggers;
import java.util.ArrayList;
import java.util.List;

/** The leases of a batch of records, returned together. Used by one thread. */
final class Leases implements AutoCloseable {
  private final Taggers taggers;
  private final List<TaggerLease> leases = new ArrayList<>();

  Leases(Taggers taggers) {
    this.taggers = taggers;
  }

  /** Leases the tagger in force on a route at a time, in milliseconds since the epoch. */
  TaggerLease at(String route, long timestamp) {
    TaggerLease lease = taggers.at(route, timestamp);
    leases.add(lease);
    return lease;
  }

  @Override
  public void close() {
    leases.forEach(TaggerLease::close);
  }
}
