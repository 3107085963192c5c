package io.tagstream.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * The keys of the registry client, named as Confluent names them and with Confluent's defaults.
 * Keys of others are left alone. Every key is also taken with {@code schema.registry.} in front of
 * it; without it wins.
 */
public final class RegistryClientConfig extends AbstractConfig {

  /** Addresses of the registry, comma separated, or {@code mock://scope}. */
  public static final String URL = "schema.registry.url";

  /** Where user and password of basic authentication come from. */
  public static final String BASIC_AUTH_CREDENTIALS_SOURCE = "basic.auth.credentials.source";

  /** {@code user:password} for {@code USER_INFO}. */
  public static final String BASIC_AUTH_USER_INFO = "basic.auth.user.info";

  /** {@code STATIC_TOKEN} for bearer authentication. */
  public static final String BEARER_AUTH_CREDENTIALS_SOURCE = "bearer.auth.credentials.source";

  /** The bearer token. */
  public static final String BEARER_AUTH_TOKEN = "bearer.auth.token";

  /** Confluent Cloud's header that names the cluster of the registry. */
  public static final String BEARER_AUTH_LOGICAL_CLUSTER = "bearer.auth.logical.cluster";

  /** Confluent Cloud's header that names the identity pool. */
  public static final String BEARER_AUTH_IDENTITY_POOL_ID = "bearer.auth.identity.pool.id";

  /** Host of an HTTP proxy. */
  public static final String PROXY_HOST = "proxy.host";

  /** Port of that proxy. */
  public static final String PROXY_PORT = "proxy.port";

  /** Milliseconds a connection may take. */
  public static final String CONNECT_TIMEOUT_MS = "http.connect.timeout.ms";

  /** Milliseconds an answer may take once connected. */
  public static final String READ_TIMEOUT_MS = "http.read.timeout.ms";

  /**
   * How often a request that failed for no fault of its own is sent again, if there is time: all
   * tries together take no longer than one may, or 90 s if that is more.
   */
  public static final String MAX_RETRIES = "max.retries";

  /** Milliseconds before the first retry; doubled for each one after it, and jittered. */
  public static final String RETRIES_WAIT_MS = "retries.wait.ms";

  /** Most milliseconds before any retry. */
  public static final String RETRIES_MAX_WAIT_MS = "retries.max.wait.ms";

  /** Most entries of each of the client's caches. */
  public static final String MAX_SCHEMAS_PER_SUBJECT = "max.schemas.per.subject";

  /** Seconds for which the latest version of a subject is remembered; -1 for ever. */
  public static final String LATEST_CACHE_TTL_SEC = "latest.cache.ttl.sec";

  /** Seconds for which an unknown id or GUID is not asked for again; 0 asks every time. */
  public static final String MISSING_ID_CACHE_TTL_SEC = "missing.id.cache.ttl.sec";

  /** Prefix of keys that each add a header to every request. */
  public static final String REQUEST_HEADER_PREFIX = "request.header.";

  /** Prefix of the TLS keys. Behind it stand Kafka's own, for example {@code ssl.keystore.type}. */
  public static final String NAMESPACE = "schema.registry.";

  private static final String TLS_PREFIX = "ssl.";

  private final Map<String, Object> given;

  /**
   * @throws ConfigException if a key of the client is missing or wrong
   */
  public RegistryClientConfig(Map<String, ?> configs) {
    super(RegistryClientDefinition.CONFIG_DEF, withoutNamespace(configs), false);
    this.given = originals();
    if (getList(URL).isEmpty()) {
      throw new ConfigException(URL, "", "expected at least one address");
    }
  }

  private static Map<String, Object> withoutNamespace(Map<String, ?> configs) {
    Map<String, Object> plain = new HashMap<>();
    configs.forEach(
        (key, value) -> {
          if (key.startsWith(NAMESPACE) && !key.equals(URL)) {
            plain.put(key.substring(NAMESPACE.length()), value);
          }
        });
    // TLS keys count in the namespace only: without it they are the ones of the brokers.
    configs.forEach(
        (key, value) -> {
          if (!key.startsWith(TLS_PREFIX)) {
            plain.put(key, value);
          }
        });
    return plain;
  }

  /** The addresses in the order they are tried, without a slash at the end. */
  List<String> urls() {
    return getList(URL).stream().map(url -> url.trim().replaceAll("/+$", "")).toList();
  }

  /** The addresses, parsed. */
  List<URI> uris() {
    return urls().stream().map(RegistryClientConfig::uri).toList();
  }

  private static URI uri(String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below; the exception would repeat credentials that may stand in the address.
    }
    throw new ConfigException(
        URL
            + ": expected addresses such as https://registry.example:8081, comma separated, or"
            + " mock://scope alone; found one that is neither.");
  }

  String text(String key) {
    return getString(key).trim();
  }

  String secret(String key) {
    return getPassword(key).value();
  }

  Duration millis(String key) {
    return Duration.ofMillis(getInt(key));
  }

  /** A key of Kafka that the client borrows, for example {@code sasl.jaas.config}. */
  String borrowed(String key) {
    Object value = given.get(key);
    return value instanceof Password password
        ? password.value()
        : value == null ? "" : value.toString();
  }

  /** Everything in which two clients may differ, and nothing else of the configuration. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(values());
    given.forEach(
        (key, value) -> {
          if (key.startsWith(REQUEST_HEADER_PREFIX) || key.startsWith(TLS_PREFIX)) {
            settings.put(key, value);
          }
        });
    String jaas = SaslConfigs.SASL_JAAS_CONFIG;
    settings.put(jaas, borrowed(jaas));
    return settings;
  }

  /** What stands behind a prefix, by the rest of the key. */
  Map<String, Object> behind(String prefix) {
    Map<String, Object> found = new TreeMap<>();
    given.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }
}
