package io.tagstream.model.source;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A place of bundles in the form in which places are compared: scheme and host in lower case, the
 * port always there, the path decoded and cut into segments. A path that two programs might read
 * differently has no such form.
 *
 * @param scheme {@code file}, {@code http} or {@code https}
 * @param host host in lower case, empty for files
 * @param port port, that of the scheme if none was given; 0 for files
 * @param segments decoded segments of the path, a last empty one left out
 */
record SourcePlace(String scheme, String host, int port, List<String> segments) {
  private static final Set<String> SCHEMES = Set.of("file", "http", "https");

  /**
   * Takes a location apart.
   *
   * @throws IllegalArgumentException if it is none that bundles may come from
   */
  static SourcePlace of(URI location) {
    String scheme =
        location.getScheme() == null ? "" : location.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme)) {
      throw refused(
          location, "a URI that begins with file:, http: or https:", "another", "use one");
    }
    if (location.isOpaque() || location.getRawPath() == null) {
      throw refused(location, "an absolute path", "a relative one", "write file:/directory/bundle");
    }
    if (location.getRawUserInfo() != null) {
      throw refused(
          location, "no user or password", "one", "let the source be read without, from within");
    }
    if (location.getRawFragment() != null) {
      throw refused(location, "no fragment", "a '#'", "leave it out, or write %23");
    }
    boolean local = scheme.equals("file");
    verifyAuthority(location, local);
    return new SourcePlace(
        scheme,
        local ? "" : location.getHost().toLowerCase(Locale.ROOT),
        local ? 0 : port(scheme, location.getPort()),
        segments(location));
  }

  private static void verifyAuthority(URI location, boolean local) {
    if (local && (location.getRawAuthority() != null || location.getRawQuery() != null)) {
      throw refused(
          location, "no host and no query in a file: URI", "one", "write file:/directory/bundle");
    }
    if (!local && location.getHost() == null) {
      throw refused(location, "the name of a host", "none", "write https://host/path");
    }
  }

  private static int port(String scheme, int port) {
    return port != -1 ? port : scheme.equals("https") ? 443 : 80;
  }

  private static List<String> segments(URI location) {
    List<String> segments = new ArrayList<>();
    // The path begins with a slash, so what comes before it is empty.
    String[] raw = location.getRawPath().split("/", -1);
    for (int i = 1; i < raw.length; i++) {
      boolean last = i == raw.length - 1;
      if (!(last && raw[i].isEmpty())) {
        segments.add(segment(location, raw[i]));
      }
    }
    return List.copyOf(segments);
  }

  private static String segment(URI location, String raw) {
    String decoded = decode(raw);
    // A server may decode what was encoded twice, and cut parameters off.
    String bare = decode(decoded).replaceFirst(";.*", "");
    boolean moves = bare.equals(".") || bare.equals("..");
    boolean odd = bare.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (moves || odd || raw.isEmpty()) {
      throw refused(
          location,
          "a path of plain segments",
          "one that is empty, '.', '..' or hides a separator",
          "write the path without them");
    }
    return decoded;
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment; // a '%' that stands for itself
    }
  }

  /** Returns whether this place is the other one or lies in it. */
  boolean isIn(SourcePlace other) {
    return scheme.equals(other.scheme)
        && host.equals(other.host)
        && port == other.port
        && segments.size() >= other.segments.size()
        && segments.subList(0, other.segments.size()).equals(other.segments);
  }

  /** A location without user, password and query, which may be secret. */
  static String shown(URI location) {
    if (location.isOpaque()) {
      return location.getScheme() + ":...";
    }
    String host = location.getHost() == null ? "" : "//" + location.getHost();
    String port = location.getPort() == -1 ? "" : ":" + location.getPort();
    String scheme = location.getScheme() == null ? "" : location.getScheme() + ":";
    return scheme + host + port + location.getRawPath();
  }

  private static IllegalArgumentException refused(
      URI location, String expected, String found, String remedy) {
    return new IllegalArgumentException(
        shown(location) + ": expected " + expected + ", found " + found + "; " + remedy);
  }
}
