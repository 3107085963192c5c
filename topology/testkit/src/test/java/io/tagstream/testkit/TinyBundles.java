package io.tagstream.testkit;

import io.tagstream.model.Tagger;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.serving.SingleTagger;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.serving.Taggers;
import java.nio.file.Path;

/** Bundles with real graphs and random weights, which take long to open and are shared by tests. */
final class TinyBundles {
  private static final Path FOLDER =
      Path.of("../../model/inference/src/test/resources/io/tagstream/bundles");

  private TinyBundles() {}

  /** Opens a bundle for drivers that come and go; whoever opened it closes the taggers. */
  static Taggers open(String name) {
    return new SingleTagger(tagger(name));
  }

  /** Opens a bundle; whoever opened it closes the tagger. */
  static Tagger tagger(String name) {
    return Bundles.open(BundleFiles.inDirectory(FOLDER.resolve(name))).tagger();
  }

  /** Taggers for one driver, which does not close what others use. */
  static Taggers shared(Taggers taggers) {
    return new Taggers() {
      @Override
      public TaggerLease at(String route, long timestamp) {
        return taggers.at(route, timestamp);
      }

      @Override
      public void close() {}
    };
  }
}
