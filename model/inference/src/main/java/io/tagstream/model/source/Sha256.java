package io.tagstream.model.source;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** SHA-256 (FIPS 180-4) of what comes piece by piece. */
final class Sha256 {
  /** A digest in lower-case hexadecimal. */
  static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private Sha256() {}

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
