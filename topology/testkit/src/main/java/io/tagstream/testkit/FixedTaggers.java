package io.tagstream.testkit;

import io.tagstream.model.Tagger;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.serving.Taggers;

/** One tagger for every route and time. */
record FixedTaggers(Tagger tagger) implements Taggers {
  @Override
  public TaggerLease at(String route, long timestamp) {
    return new TaggerLease() {
      @Override
      public Tagger tagger() {
        return tagger;
      }

      @Override
      public boolean provisional() {
        return false;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {
    tagger.close();
  }
}
