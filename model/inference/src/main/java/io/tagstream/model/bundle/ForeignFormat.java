package io.tagstream.model.bundle;

import java.nio.file.Path;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Reads directories that something else wrote as bundles. Providers are found by {@link
 * ServiceLoader}, so that bundles know none of them.
 */
public interface ForeignFormat {

  /** Returns the format of a directory, or {@code null} if no format is its. */
  static @Nullable ForeignFormat of(Path directory) {
    ClassLoader loader = ForeignFormat.class.getClassLoader();
    return ServiceLoader.load(ForeignFormat.class, loader).stream()
        .map(ServiceLoader.Provider::get)
        .filter(format -> format.recognises(directory))
        .findFirst()
        .orElse(null);
  }

  /** Returns whether a directory, which is no bundle, is of this format. */
  boolean recognises(Path directory);

  /**
   * Reads a directory.
   *
   * @return the files of a bundle, {@code bundle.json} among them, as {@link BundleFiles#foreign}
   *     makes them
   * @throws BundleException if something is missing or does not fit
   */
  BundleFiles read(Path directory);
}
