package io.tagstream.app.model;

import io.tagstream.model.ModelId;
import io.tagstream.schemas.ModelReference;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How models, times and places are named to people. */
final class Words {
  private static final int DIGEST_CHARACTERS = 12;

  private Words() {}

  static String model(ModelId model) {
    return (model.name() + " " + model.version()).strip();
  }

  static String model(@Nullable ModelReference model) {
    return model == null ? "-" : plain(model.getName() + " " + model.getVersion());
  }

  /** Returns enough of a digest to name the bundle by. */
  static String digest(String digest) {
    return digest.length() <= DIGEST_CHARACTERS ? digest : digest.substring(0, DIGEST_CHARACTERS);
  }

  /** Returns a time in UTC, in milliseconds. */
  static String time(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }

  /** Returns a location without user, password and query, which may be secret. */
  static String location(URI location) {
    if (location.isOpaque() || location.getRawPath() == null) {
      return location.getScheme() + ":...";
    }
    String scheme = location.getScheme() == null ? "" : location.getScheme() + ":";
    String host = location.getHost() == null ? "" : "//" + location.getHost();
    String port = location.getPort() < 0 ? "" : ":" + location.getPort();
    String path = location.getRawPath();
    return scheme + host + port + (host.isEmpty() && !path.startsWith("/") ? "/" : "") + path;
  }

  /** Returns text of others without what could move the cursor of a terminal. */
  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "·");
  }
}
