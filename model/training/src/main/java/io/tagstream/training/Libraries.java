package io.tagstream.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The versions of what a training is made with, as Maven wrote them into a resource. */
final class Libraries {
  private static final String RESOURCE = "versions.properties";

  private Libraries() {}

  /** Returns names and versions on one line. */
  static String versions() {
    Properties versions = new Properties();
    try (InputStream stream =
        Objects.requireNonNull(Libraries.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      versions.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + ": cannot be read from the class path", e);
    }
    return "Tagstream %s, libtorch for Java %s, ONNX Runtime %s"
        .formatted(
            versions.getProperty("tagstream"),
            versions.getProperty("pytorch"),
            versions.getProperty("onnxruntime"));
  }
}
