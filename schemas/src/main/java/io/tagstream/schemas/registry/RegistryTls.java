package io.tagstream.schemas.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * TLS as Kafka's {@code ssl.*} keys describe it, read from behind {@code schema.registry.}: key and
 * trust stores as JKS, PKCS12 or PEM (a file, or the certificates themselves).
 */
final class RegistryTls {

  private static final String PREFIX = "ssl.";
  private static final String PEM = "PEM";
  private static final Set<String> KNOWN =
      Set.of(
          SslConfigs.SSL_PROTOCOL_CONFIG,
          SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
          SslConfigs.SSL_CIPHER_SUITES_CONFIG,
          SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG,
          SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
          SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_KEY_PASSWORD_CONFIG,
          SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
          SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG);

  private final Map<String, Object> settings;

  private RegistryTls(Map<String, Object> settings) {
    this.settings = settings;
  }

  /**
   * @throws ConfigException if there is a TLS key that is not understood: better than to ignore it
   */
  static RegistryTls of(RegistryClientConfig config) {
    Map<String, Object> settings = config.behind(PREFIX);
    settings.keySet().stream()
        .filter(key -> !KNOWN.contains(PREFIX + key))
        .findFirst()
        .ifPresent(
            key -> {
              throw new ConfigException(
                  "%s%s%s: expected one of the TLS keys %s, found another. Remove it."
                      .formatted(
                          RegistryClientConfig.NAMESPACE,
                          PREFIX,
                          key,
                          KNOWN.stream().sorted().toList()));
            });
    return new RegistryTls(settings);
  }

  /** The context to connect with. */
  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance(text(SslConfigs.SSL_PROTOCOL_CONFIG, "TLS"));
      context.init(keyManagers(), trustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ConfigException(
          "%sssl.*: expected settings that make a TLS context, found some that do not: %s"
              .formatted(RegistryClientConfig.NAMESPACE, e.getMessage()));
    }
  }

  /** Protocol versions and cipher suites; what is not set is left to the JDK. */
  SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters();
    List<String> protocols = list(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG);
    if (!protocols.isEmpty()) {
      parameters.setProtocols(protocols.toArray(String[]::new));
    }
    List<String> suites = list(SslConfigs.SSL_CIPHER_SUITES_CONFIG);
    if (!suites.isEmpty()) {
      parameters.setCipherSuites(suites.toArray(String[]::new));
    }
    return parameters;
  }

  private TrustManager @Nullable [] trustManagers() throws GeneralSecurityException {
    KeyStore store = trustStore();
    boolean anyHost =
        text(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "https").isEmpty();
    if (store == null && !anyHost) {
      return null;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return anyHost ? AnyHostTrust.around(factory.getTrustManagers()) : factory.getTrustManagers();
  }

  private @Nullable KeyStore trustStore() throws GeneralSecurityException {
    String location = text(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, "");
    String certificates = text(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, "");
    if (location.isEmpty() && certificates.isEmpty()) {
      return null;
    }
    String type = text(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, certificates.isEmpty() ? "JKS" : PEM);
    if (!type.equalsIgnoreCase(PEM)) {
      return load(
          SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
          type,
          location,
          text(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, ""));
    }
    String pem =
        certificates.isEmpty()
            ? read(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, location)
            : certificates;
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate certificate :
        Pem.certificates(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, pem)) {
      store.setCertificateEntry("trusted-" + number++, certificate);
    }
    return store;
  }

  private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException {
    String location = text(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, "");
    String chain = text(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, "");
    if (location.isEmpty() && chain.isEmpty()) {
      return null;
    }
    String type = text(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, chain.isEmpty() ? "JKS" : PEM);
    String storePassword = text(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, "");
    String keyPassword = text(SslConfigs.SSL_KEY_PASSWORD_CONFIG, storePassword);
    KeyStore store =
        type.equalsIgnoreCase(PEM)
            ? pemKeyStore(location, chain, keyPassword)
            : load(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, type, location, storePassword);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, keyPassword.toCharArray());
    return factory.getKeyManagers();
  }

  private KeyStore pemKeyStore(String location, String chain, String keyPassword)
      throws GeneralSecurityException {
    String certificates =
        chain.isEmpty() ? read(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, location) : chain;
    String key = chain.isEmpty() ? certificates : text(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, "");
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "key",
        Pem.privateKey(key),
        keyPassword.toCharArray(),
        Pem.certificates(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, certificates)
            .toArray(Certificate[]::new));
    return store;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyStore load(String key, String type, String location, String password)
      throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(type);
    try (InputStream file = Files.newInputStream(Path.of(location))) {
      store.load(file, password.isEmpty() ? null : password.toCharArray());
      return store;
    } catch (IOException e) {
      throw unreadable(key, location, type + " store that its password opens", e);
    }
  }

  private static String read(String key, String location) {
    try {
      return Files.readString(Path.of(location));
    } catch (IOException e) {
      throw unreadable(key, location, "PEM file", e);
    }
  }

  private static ConfigException unreadable(
      String key, String location, String expected, IOException cause) {
    return new ConfigException(
        "%s%s: expected a %s at %s, found none (%s: %s)."
            .formatted(
                RegistryClientConfig.NAMESPACE,
                key,
                expected,
                location,
                cause.getClass().getSimpleName(),
                cause.getMessage()));
  }

  private String text(String key, String otherwise) {
    Object value = settings.get(key.substring(PREFIX.length()));
    if (value == null) {
      return otherwise;
    }
    return (value instanceof Password password ? password.value() : value.toString()).trim();
  }

  private List<String> list(String key) {
    Object value = settings.get(key.substring(PREFIX.length()));
    if (value instanceof List<?> values) {
      return values.stream().map(String::valueOf).toList();
    }
    String text = text(key, "");
    return text.isEmpty() ? List.of() : List.of(text.split("\\s*,\\s*", -1));
  }
}
