package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Bundles that are fetched and opened by the names of their models. */
record NamedBundles(Function<ModelId, Tagger> models) implements ModelOpener.BundleSource {
  @Override
  public Supplier<Tagger> fetch(PreparedBundle bundle) {
    return fetch(bundle.model());
  }

  @Override
  public Supplier<Tagger> fetch(ModelId model) {
    Tagger tagger = models.apply(model);
    return () -> tagger;
  }
}
