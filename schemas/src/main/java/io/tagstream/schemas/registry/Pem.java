package io.tagstream.schemas.registry;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;

/** Keys and certificates out of PEM texts, which may hold both in any order. */
final class Pem {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");

  private Pem() {}

  /**
   * All certificates of a text.
   *
   * @param key configuration key of the text, for the message
   * @throws ConfigException if there is none or one does not parse
   */
  static Collection<? extends Certificate> certificates(String key, String pem) {
    StringBuilder found = new StringBuilder();
    CERTIFICATE.matcher(pem).results().forEach(match -> found.append(match.group()).append('\n'));
    try {
      if (!found.isEmpty()) {
        return CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(found.toString().getBytes(StandardCharsets.US_ASCII)));
      }
    } catch (CertificateException e) {
      throw unusable(key, "certificates in PEM", "some that do not parse: " + e.getMessage());
    }
    throw unusable(key, "certificates in PEM", "none");
  }

  /** The private key of a text, in unencrypted PKCS#8. */
  static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    Matcher matcher = KEY.matcher(pem);
    if (!matcher.find()) {
      throw unusable(
          SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
          "an unencrypted PKCS#8 key in PEM",
          "none; convert it with 'openssl pkcs8 -topk8 -nocrypt', or use a PKCS12 key store");
    }
    PKCS8EncodedKeySpec encoded =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException e) {
        // A key does not say of which algorithm it is; the next may fit.
      }
    }
    throw unusable(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, "an RSA, EC or EdDSA key", "another");
  }

  private static ConfigException unusable(String key, String expected, String found) {
    return new ConfigException(
        "%s%s: expected %s, found %s."
            .formatted(RegistryClientConfig.NAMESPACE, key, expected, found));
  }
}
