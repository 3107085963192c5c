package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes archives by PUT.
 *
 * @param place a directory, or an archive in one
 * @param headers file of headers, one a line; null for none
 */
record ArchiveUpload(URI place, @Nullable Path headers) implements ArchiveTarget {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
  private static final Duration SEND_WITHIN = Duration.ofMinutes(10);

  @Override
  public URI put(Archive archive) throws InterruptedException {
    URI location = location(archive);
    put(location, archive.bytes());
    byte[] signature = archive.signature();
    if (signature != null) {
      byte[] text = ArchiveSigning.text(signature).getBytes(StandardCharsets.UTF_8);
      put(URI.create(location + ".sig"), text);
    }
    return location;
  }

  private URI location(Archive archive) {
    String text = place.toString();
    if (place.getRawQuery() != null || ArchiveTarget.isArchive(text)) {
      return place;
    }
    return URI.create(text + (text.endsWith("/") ? "" : "/") + archive.fileName());
  }

  private void put(URI location, byte[] content) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(location)
            .timeout(SEND_WITHIN)
            .PUT(BodyPublishers.ofByteArray(content));
    addHeaders(request);
    try {
      HttpResponse<Void> answer =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT_WITHIN)
              .build()
              .send(request.build(), BodyHandlers.discarding());
      if (answer.statusCode() / 100 != 2) {
        throw failed(location, "HTTP " + answer.statusCode(), null);
      }
    } catch (IOException e) {
      throw failed(location, e.toString(), e);
    }
  }

  /** A header may be a secret, so no message repeats one. */
  private void addHeaders(HttpRequest.Builder request) {
    if (headers == null) {
      return;
    }
    try {
      List<String> lines = Files.readAllLines(headers);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        int colon = line.indexOf(':');
        if (!line.isEmpty() && !addHeader(request, line, colon)) {
          throw new CommandException(
              "--headers %s, line %d: expected 'Name: value' of a header that may be set, found something else."
                  .formatted(headers, i + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean addHeader(HttpRequest.Builder request, String line, int colon) {
    try {
      if (colon > 0) {
        request.setHeader(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
      return colon > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static CommandException failed(URI location, String found, @Nullable Throwable cause) {
    return new CommandException(
        "%s: expected to put an archive there (HTTP 200, 201 or 204), found %s; check the address and what may be written there (--headers carries a token)."
            .formatted(Words.location(location), found),
        cause);
  }
}
