package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Fetches an archive to learn what it is; the instances fetch it themselves. */
final class ArchiveDownload {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BUFFER_BYTES = 1 << 16;

  private final long maxBytes;

  /**
   * @param maxBytes of the largest archive
   */
  ArchiveDownload(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Fetches an archive.
   *
   * @return a file that the caller deletes
   * @throws CommandException if it is not there, is too large or cannot be fetched
   */
  Path fetch(URI location) throws InterruptedException {
    Path file = fetchIfThere(location);
    if (file == null) {
      throw failed(location, "that it is not there (HTTP 404)", null);
    }
    return file;
  }

  /** Fetches likewise what may not be there; null if it is not. */
  @Nullable Path fetchIfThere(URI location) throws InterruptedException {
    Path file = null;
    try {
      HttpRequest request = HttpRequest.newBuilder(location).timeout(PATIENCE).build();
      HttpResponse<InputStream> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() == 404) {
          return null;
        }
        if (answer.statusCode() != 200) {
          throw failed(location, "HTTP " + answer.statusCode(), null);
        }
        file = Files.createTempFile("tagstream-", ".tar.gz");
        copy(location, body, file);
        return file;
      }
    } catch (IllegalArgumentException e) {
      throw failed(location, "no address: " + e.getMessage(), e);
    } catch (IOException | CommandException e) {
      delete(file);
      throw e instanceof CommandException told ? told : failed(location, String.valueOf(e), e);
    }
  }

  private void copy(URI location, InputStream body, Path file) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long total = 0;
    try (OutputStream target = Files.newOutputStream(file)) {
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        total += count;
        if (total > maxBytes) {
          throw failed(
              location, "more than %d bytes (tagstream.model.max.bytes)".formatted(maxBytes), null);
        }
        target.write(buffer, 0, count);
      }
    }
  }

  private static CommandException failed(URI location, String found, @Nullable Throwable cause) {
    return new CommandException(
        "%s: expected the archive of a bundle, found %s; check the address, or name the file on this machine and say with --as where instances see it."
            .formatted(Words.location(location), found),
        cause);
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
