package io.tagstream.model.bundle;

import io.tagstream.model.bundle.BundleException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds and opens bundles. */
public final class Bundles {
  /** What names and versions of bundles are made of. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private Bundles() {}

  /**
   * Opens a bundle and verifies its files: format, digests and sizes, labels, limits, decoder. The
   * graph and the golden examples come with {@link Bundle#tagger}.
   *
   * @param nameOrPath name of a bundle that ships on the class path, else a directory or a {@code
   *     .tar.gz} of one; a name that ships wins over a directory called the same
   * @throws BundleException if there is no such bundle, or it is not whole and sound
   */
  public static Bundle open(String nameOrPath) {
    BundleFiles files = shipped(nameOrPath);
    if (files == null) {
      files = at(nameOrPath);
    }
    if (files == null) {
      List<String> names = shippedNames();
      throw BundleException.of(
          Reason.NOT_FOUND,
          "bundle '" + nameOrPath + "'",
          "the path of a directory or .tar.gz, or a name that ships"
              + (names.isEmpty() ? " (none does)" : ": " + String.join(", ", names)),
          "neither",
          "check the spelling, or train a bundle with 'tagstream train'");
    }
    return open(files);
  }

  /**
   * Opens a bundle whose files are in memory and verifies them likewise.
   *
   * @throws BundleException if the bundle is not whole and sound
   */
  public static Bundle open(BundleFiles files) {
    return Bundle.verified(files);
  }

  /** Returns the names of the bundles that ship on the class path. */
  public static List<String> shippedNames() {
    return BundleFiles.shippedNames(loader());
  }

  private static @Nullable BundleFiles shipped(String name) {
    return NAME.matcher(name).matches() ? BundleFiles.shipped(name, loader()) : null;
  }

  private static @Nullable BundleFiles at(String path) {
    if (path.isBlank()) {
      return null; // which Java would take for the working directory
    }
    try {
      Path file = Path.of(path);
      if (Files.isDirectory(file)) {
        ForeignFormat foreign = ForeignFormat.of(file);
        return foreign == null ? inDirectory(file) : foreign.read(file);
      }
      return Files.isRegularFile(file) ? BundleFiles.inArchive(file) : null;
    } catch (InvalidPathException e) {
      return null; // no path, so no file
    }
  }

  private static BundleFiles inDirectory(Path directory) {
    if (isBundle(directory)) {
      return BundleFiles.inDirectory(directory);
    }
    Path nested = nested(directory);
    throw BundleException.of(
        Reason.MISSING_FILE,
        directory.toString(),
        "the file " + BundleFiles.DESCRIPTOR + ", or config.json of an export",
        nested == null ? "neither" : "neither, but one of them in " + nested,
        nested == null
            ? "name the directory of a bundle, or of an export with config.json, tokenizer.json and"
                + " model.onnx"
            : "name that directory");
  }

  /** Returns a directory in another one that is what that one should be, or null. */
  private static @Nullable Path nested(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(Files::isDirectory)
          .filter(entry -> isBundle(entry) || ForeignFormat.of(entry) != null)
          .min(Comparator.naturalOrder())
          .orElse(null);
    } catch (IOException | UncheckedIOException e) {
      return null; // then it is none, either way
    }
  }

  private static boolean isBundle(Path directory) {
    return Files.isRegularFile(directory.resolve(BundleFiles.DESCRIPTOR));
  }

  private static ClassLoader loader() {
    return Objects.requireNonNull(Bundles.class.getClassLoader(), "class loader of this jar");
  }
}
