package io.tagstream.model.source;

import io.tagstream.model.ModelId;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import java.util.Locale;

/** Checks orders before anything is fetched, and bundles against what was ordered. */
final class OrderCheck {
  private OrderCheck() {}

  /** Checks that an order says what it must, in a form that can be true. */
  static void verifyForm(BundleOrder order) {
    String sha256 = order.sha256();
    boolean local = "file".equalsIgnoreCase(order.location().getScheme());
    if (sha256 == null && !local) {
      throw malformed(order, "the SHA-256 of the archive, as it comes over a network", "none");
    }
    if (sha256 != null && !Sha256.HEX.matcher(sha256.toLowerCase(Locale.ROOT)).matches()) {
      throw malformed(order, "a SHA-256 of 64 hexadecimal digits", "'" + sha256 + "'");
    }
    if (!Sha256.HEX.matcher(order.model().digest()).matches()) {
      throw malformed(
          order,
          "a digest of the model of 64 lower-case hexadecimal digits",
          "'" + order.model().digest() + "'");
    }
    if (order.sizeBytes() != null && order.sizeBytes() <= 0) {
      throw malformed(order, "a size above 0", String.valueOf(order.sizeBytes()));
    }
  }

  /** Checks that nothing is said of an archive where there is a directory. */
  static void verifyDirectory(BundleOrder order) {
    if (order.sha256() != null || order.sizeBytes() != null || order.signature() != null) {
      throw malformed(
          order, "no size, SHA-256 and signature of an archive for a directory", "one of them");
    }
  }

  private static BundleException malformed(BundleOrder order, String expected, String found) {
    return BundleException.of(
        Reason.MALFORMED_ORDER,
        order.subject(),
        expected,
        found,
        "order it with what 'tagstream bundle sign' or 'tagstream bundle pack' says");
  }

  /** Checks that a bundle holds the model that was ordered. */
  static Bundle verifyModel(BundleOrder order, Bundle bundle) {
    ModelId ordered = order.model();
    ModelId found = bundle.id();
    if (!found.equals(ordered)) {
      throw BundleException.of(
          Reason.WRONG_MODEL,
          order.subject(),
          described(ordered),
          described(found),
          "order the model that lies there, or put the bundle there that was ordered");
    }
    return bundle;
  }

  private static String described(ModelId model) {
    return model.name() + " " + model.version() + " of digest " + model.digest();
  }
}
