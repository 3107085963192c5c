package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import io.tagstream.model.ModelId;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.ForeignFormat;
import io.tagstream.model.bundle.PackedArchive;
import io.tagstream.model.source.BundleOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bundle that a user names by where it lies: read and checked before instances are told. */
final class BundleArgument {
  private final String argument;

  BundleArgument(String argument) {
    this.argument = argument;
  }

  /** Returns whether this says where something lies, rather than what it is called. */
  boolean isLocation() {
    return isRemote()
        || argument.startsWith("file:")
        || argument.contains("/")
        || argument.endsWith(".tar.gz")
        || argument.endsWith(".tgz");
  }

  private boolean isRemote() {
    String lower = argument.toLowerCase(Locale.ROOT);
    return lower.startsWith("http:") || lower.startsWith("https:");
  }

  /**
   * Reads the bundle.
   *
   * @param as where the instances see it; null for where it lies
   * @param signature file with the signature of the archive; null for the one beside it, if any
   * @param maxBytes of an archive that is fetched
   * @return what instances are told
   * @throws CommandException if there is no such bundle, or it cannot be fetched
   * @throws io.tagstream.model.bundle.BundleException if it is not whole and sound
   */
  BundleOrder read(@Nullable URI as, @Nullable Path signature, long maxBytes)
      throws InterruptedException {
    if (!isRemote()) {
      Path path = path();
      return order(path, as == null ? path.toUri() : as, signature);
    }
    URI location = uri();
    ArchiveDownload download = new ArchiveDownload(maxBytes);
    Path fetched = download.fetch(location);
    Path signed = null;
    try {
      if (signature == null && location.getRawQuery() == null) {
        signed = download.fetchIfThere(URI.create(location + ".sig"));
      }
      return order(fetched, as == null ? location : as, signature == null ? signed : signature);
    } finally {
      delete(fetched);
      delete(signed);
    }
  }

  /**
   * Lets everything pass but the directory of an export: without golden examples no instance could
   * tell whether it has the model that was meant.
   */
  static void verifyPacked(Path path) {
    if (Files.isDirectory(path) && ForeignFormat.of(path) != null) {
      throw new CommandException(
          "'%1$s': expected a bundle, found a model as it was exported; make it one with 'tagstream bundle pack %1$s %2$s.tar.gz'."
              .formatted(path, path.getFileName()));
    }
  }

  private static BundleOrder order(Path path, URI location, @Nullable Path signature) {
    verifyPacked(path);
    ModelId model = Bundles.open(path.toString()).id();
    if (Files.isDirectory(path)) {
      if (signature != null) {
        throw new CommandException(
            "--signature: expected an archive to go with it, found the directory %s; pack it, with 'tagstream model push' for one."
                .formatted(path));
      }
      return new BundleOrder(model, location, null, null, null);
    }
    try {
      PackedArchive archive = PackedArchive.of(path);
      return new BundleOrder(
          model,
          location,
          archive.sizeBytes(),
          archive.sha256(),
          signature == null ? ArchiveSigning.beside(path) : ArchiveSigning.read(signature));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path() {
    try {
      Path path = argument.startsWith("file:") ? Path.of(uri()) : Path.of(argument);
      if (!argument.isBlank() && Files.exists(path)) {
        return path.toAbsolutePath().normalize();
      }
    } catch (IllegalArgumentException e) {
      // Then there is nothing there, either.
    }
    String ships =
        Bundles.shippedNames().contains(argument)
            ? "; it ships, and 'tagstream model push %s --to DIRECTORY' puts it where instances find it"
                .formatted(argument)
            : "; check the spelling, and that this machine sees it (--as says how instances do)";
    throw new CommandException(
        "'%s': expected the path of a bundle's .tar.gz or directory, or its file:, http: or https: URI, found nothing there%s."
            .formatted(argument, ships));
  }

  private URI uri() {
    try {
      return URI.create(argument);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          "'%s': expected a URI, found none: %s".formatted(argument, e.getMessage()), e);
    }
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
