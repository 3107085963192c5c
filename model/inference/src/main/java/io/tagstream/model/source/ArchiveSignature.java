package io.tagstream.model.source;

import io.tagstream.model.bundle.BundleException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECKey;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signature of an archive: Ed25519 (Bernstein et al. 2012; RFC 8032) over the 32 bytes of the
 * SHA-256 of the archive, so that whoever has signed it need not have it at hand to be believed.
 */
public final class ArchiveSignature {
  /** Bytes of a signature. */
  public static final int BYTES = 64;

  private static final String ALGORITHM = "Ed25519";

  private ArchiveSignature() {}

  /**
   * Signs an archive.
   *
   * @param key an Ed25519 key
   * @param sha256 SHA-256 of the archive in hexadecimal
   * @return {@link #BYTES} bytes, always the same
   * @throws IllegalArgumentException if the key is of another kind
   */
  public static byte[] sign(PrivateKey key, String sha256) {
    verifyAlgorithm("key", key);
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(HexFormat.of().parseHex(sha256));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform signs by Ed25519", e);
    }
  }

  /** Refuses keys of other kinds. */
  static void verifyAlgorithm(String subject, Key key) {
    if (!(key instanceof EdECKey curve)
        || !curve.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
      throw new IllegalArgumentException(
          subject
              + ": expected keys for Ed25519, found one for "
              + key.getAlgorithm()
              + "; make one with 'tagstream bundle key'");
    }
  }

  /**
   * Checks that one of the trusted keys has signed an archive.
   *
   * @param subject what to call the archive in messages
   * @param trusted the keys; if there is none, anything goes
   * @throws BundleException if it is not signed, or by somebody else
   */
  static void verify(
      String subject, List<PublicKey> trusted, String sha256, byte @Nullable [] signature) {
    if (trusted.isEmpty()) {
      return;
    }
    if (signature == null) {
      throw unsigned(subject);
    }
    if (trusted.stream().noneMatch(key -> isBy(key, sha256, signature))) {
      throw BundleException.of(
          BundleException.Reason.BAD_SIGNATURE,
          subject,
          "the signature of SHA-256 " + sha256 + " by one of " + trusted.size() + " trusted keys",
          "another of " + signature.length + " bytes",
          "sign this very archive with 'tagstream bundle sign', or trust the key it is signed with");
    }
  }

  static BundleException unsigned(String subject) {
    return BundleException.of(
        BundleException.Reason.UNSIGNED,
        subject,
        "an archive with a signature, for keys are trusted here",
        "none",
        "pack it with 'tagstream bundle pack' and sign it with 'tagstream bundle sign'");
  }

  private static boolean isBy(PublicKey key, String sha256, byte[] signature) {
    try {
      Signature verification = Signature.getInstance(ALGORITHM);
      verification.initVerify(key);
      verification.update(HexFormat.of().parseHex(sha256));
      return signature.length == BYTES && verification.verify(signature);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("the algorithm of trusted keys has been checked", e);
    } catch (GeneralSecurityException e) {
      return false; // bytes that are no signature at all
    }
  }
}
