package io.tagstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagstream.schemas.registry.RegistryException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {

  private static final String PASSWORD = "changeit";
  private static final String ANSWER = "{\"schema\":\"\\\"string\\\"\"}";

  private static Path directory;

  /** Certificate for 127.0.0.1. */
  private static Path server;

  /** Certificate for another host. */
  private static Path stranger;

  private static Path client;

  @BeforeAll
  static void makeKeys(@TempDir Path keys) throws Exception {
    directory = keys;
    server = keyStore("server", "-ext", "SAN=ip:127.0.0.1,dns:localhost");
    stranger = keyStore("stranger", "-ext", "SAN=dns:registry.example");
    client = keyStore("client");
  }

  private static Path keyStore(String name, String... more) throws Exception {
    Path file = directory.resolve(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start();
    assertThat(process.waitFor())
        .as(() -> "keytool wrote to " + directory.resolve(name + ".log"))
        .isZero();
    return file;
  }

  private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static RecordingRegistry serve(Path keys, boolean wantsClientCertificate)
      throws GeneralSecurityException, IOException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(load(keys), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("client", load(client).getCertificate("client"));
    TrustManagerFactory others =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    others.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    return RecordingRegistry.startTls(context, wantsClientCertificate).answer(200, ANSWER);
  }

  private static String certificate(Path file, String alias) throws Exception {
    return pem("CERTIFICATE", load(file).getCertificate(alias).getEncoded());
  }

  private static String key(Path file, String alias) throws Exception {
    Key key = load(file).getKey(alias, PASSWORD.toCharArray());
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String what, byte[] bytes) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
  }

  private static Map<String, Object> configs(RecordingRegistry registry, String... tls) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    configs.put("max.retries", 0);
    for (int i = 0; i < tls.length; i += 2) {
      configs.put("schema.registry.ssl." + tls[i], tls[i + 1]);
    }
    return configs;
  }

  private static void ask(Map<String, Object> configs) {
    try (SchemaRegistryClient client = SchemaRegistryClients.of(configs)) {
      assertThat(client.byId(1, null)).isEqualTo(Schema.create(Schema.Type.STRING));
    }
  }

  private static void assertRefused(Map<String, Object> configs) {
    RegistryException failure = catchThrowableOfType(RegistryException.class, () -> ask(configs));
    assertThat(failure.reason()).isEqualTo(Reason.AWAY);
    assertThat(failure).hasMessageContaining("SSL");
  }

  private static String[] trusting(Path store) {
    return new String[] {
      "truststore.location",
      store.toString(),
      "truststore.type",
      "PKCS12",
      "truststore.password",
      PASSWORD
    };
  }

  @Test
  void shouldTrustWhatTheTrustStoreHolds() throws Exception {
    try (RecordingRegistry registry = serve(server, false)) {
      ask(configs(registry, trusting(server)));
      assertThat(registry.received()).hasSize(1);
    }
  }

  @Test
  void shouldNotTrustAnybodyElse() throws Exception {
    try (RecordingRegistry registry = serve(server, false)) {
      assertRefused(configs(registry));
      assertRefused(configs(registry, trusting(client)));
      assertThat(registry.received()).isEmpty();
    }
  }

  @Test
  void shouldNotTakeTheBrokersTlsKeysForTheRegistrys() throws Exception {
    try (RecordingRegistry registry = serve(server, false)) {
      Map<String, Object> configs = configs(registry);
      configs.put("ssl.truststore.location", server.toString());
      configs.put("ssl.truststore.type", "PKCS12");
      configs.put("ssl.truststore.password", PASSWORD);
      assertRefused(configs);
    }
  }

  @Test
  void shouldTrustCertificatesInPem() throws Exception {
    String pem = certificate(client, "client") + certificate(server, "server");
    Path file = Files.writeString(directory.resolve("trusted.pem"), pem);
    try (RecordingRegistry registry = serve(server, false)) {
      ask(configs(registry, "truststore.type", "PEM", "truststore.certificates", pem));
      ask(configs(registry, "truststore.type", "PEM", "truststore.location", file.toString()));
    }
  }

  @Test
  void shouldCheckTheHostUnlessToldNotTo() throws Exception {
    try (RecordingRegistry registry = serve(stranger, false)) {
      assertRefused(configs(registry, trusting(stranger)));
      Map<String, Object> anyHost = configs(registry, trusting(stranger));
      anyHost.put("schema.registry.ssl.endpoint.identification.algorithm", "");
      ask(anyHost);
      Map<String, Object> anyHostUntrusted = configs(registry, trusting(server));
      anyHostUntrusted.put("schema.registry.ssl.endpoint.identification.algorithm", "");
      assertRefused(anyHostUntrusted);
    }
  }

  @Test
  void shouldShowItsOwnCertificate() throws Exception {
    Path pem =
        Files.writeString(
            directory.resolve("client.pem"), key(client, "client") + certificate(client, "client"));
    try (RecordingRegistry registry = serve(server, true)) {
      Map<String, Object> withoutKey = configs(registry, trusting(server));
      assertThatThrownBy(() -> ask(withoutKey)).isInstanceOf(RegistryException.class);

      Map<String, Object> store = configs(registry, trusting(server));
      store.put("schema.registry.ssl.keystore.location", client.toString());
      store.put("schema.registry.ssl.keystore.type", "PKCS12");
      store.put("schema.registry.ssl.keystore.password", PASSWORD);
      ask(store);

      Map<String, Object> file = configs(registry, trusting(server));
      file.put("schema.registry.ssl.keystore.type", "PEM");
      file.put("schema.registry.ssl.keystore.location", pem.toString());
      ask(file);

      Map<String, Object> inline = configs(registry, trusting(server));
      inline.put("schema.registry.ssl.keystore.certificate.chain", certificate(client, "client"));
      inline.put("schema.registry.ssl.keystore.key", key(client, "client"));
      ask(inline);
      assertThat(registry.received()).hasSize(3);
    }
  }

  @Test
  void shouldUseOnlyTheProtocolsAndSuitesAllowed() throws Exception {
    try (RecordingRegistry registry = serve(server, false)) {
      Map<String, Object> allowed = configs(registry, trusting(server));
      allowed.put("schema.registry.ssl.protocol", "TLSv1.3");
      allowed.put("schema.registry.ssl.enabled.protocols", "TLSv1.3");
      allowed.put("schema.registry.ssl.cipher.suites", List.of("TLS_AES_128_GCM_SHA256"));
      ask(allowed);

      Map<String, Object> impossible = configs(registry, trusting(server));
      impossible.put("schema.registry.ssl.enabled.protocols", "TLSv1.2");
      impossible.put("schema.registry.ssl.cipher.suites", "TLS_AES_128_GCM_SHA256");
      assertRefused(impossible);
    }
  }

  @Test
  void shouldSayWhichStoreDoesNotOpen() throws Exception {
    try (RecordingRegistry registry = serve(server, false)) {
      Map<String, Object> configs = configs(registry, trusting(server));
      configs.put("schema.registry.ssl.truststore.password", "wrong");
      assertThatThrownBy(() -> ask(configs))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("schema.registry.ssl.truststore.location")
          .hasMessageContaining(server.toString());
      Map<String, Object> encrypted =
          configs(
              registry,
              "keystore.certificate.chain",
              certificate(client, "client"),
              "keystore.key",
              pem("ENCRYPTED PRIVATE KEY", new byte[] {1}));
      assertThatThrownBy(() -> ask(encrypted))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("schema.registry.ssl.keystore.key")
          .hasMessageContaining("openssl");
      Map<String, Object> none = configs(registry, "truststore.certificates", "none");
      assertThatThrownBy(() -> ask(none))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("schema.registry.ssl.truststore.certificates");
    }
  }
}
