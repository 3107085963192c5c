package io.tagstream.schemas.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/** The headers that tell a registry who asks. */
final class Authorization {

  private static final String AUTHORIZATION = "Authorization";
  private static final Pattern JAAS_OPTION =
      Pattern.compile("\\b(username|password)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;\"]+))");

  private Authorization() {}

  /**
   * The headers for one address of the registry.
   *
   * @throws ConfigException if the configured source is unknown or lacks what it needs
   */
  static Map<String, String> headers(RegistryClientConfig config, URI address) {
    Map<String, String> headers = new TreeMap<>();
    config
        .behind(RegistryClientConfig.REQUEST_HEADER_PREFIX)
        .forEach((name, value) -> headers.put(name, String.valueOf(value)));
    String bearer = config.text(RegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE);
    if (!bearer.isEmpty()) {
      addBearer(config, bearer, headers);
      return headers;
    }
    String credentials = basicCredentials(config, address);
    if (!credentials.isEmpty()) {
      headers.put(
          AUTHORIZATION,
          "Basic "
              + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }
    return headers;
  }

  private static void addBearer(
      RegistryClientConfig config, String source, Map<String, String> headers) {
    if (!source.equals("STATIC_TOKEN")) {
      throw new ConfigException(
          RegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE,
          source,
          "expected STATIC_TOKEN with the token under "
              + RegistryClientConfig.BEARER_AUTH_TOKEN
              + "; for other sources set the serde class to Confluent's");
    }
    String token = config.secret(RegistryClientConfig.BEARER_AUTH_TOKEN);
    if (token.isBlank()) {
      throw missing(RegistryClientConfig.BEARER_AUTH_TOKEN, "the token of STATIC_TOKEN");
    }
    headers.put(AUTHORIZATION, "Bearer " + token);
    putIfGiven(
        headers,
        "target-sr-cluster",
        config.text(RegistryClientConfig.BEARER_AUTH_LOGICAL_CLUSTER));
    putIfGiven(
        headers,
        "Confluent-Identity-Pool-Id",
        config.text(RegistryClientConfig.BEARER_AUTH_IDENTITY_POOL_ID));
  }

  private static void putIfGiven(Map<String, String> headers, String name, String value) {
    if (!value.isEmpty()) {
      headers.put(name, value);
    }
  }

  /** {@code user:password}, or an empty string for none. */
  private static String basicCredentials(RegistryClientConfig config, URI address) {
    String source = config.text(RegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE);
    return switch (source) {
      case "", "URL" -> address.getUserInfo() == null ? "" : address.getUserInfo();
      case "USER_INFO" -> {
        String userInfo = config.secret(RegistryClientConfig.BASIC_AUTH_USER_INFO);
        if (!userInfo.contains(":")) {
          throw missing(RegistryClientConfig.BASIC_AUTH_USER_INFO, "user:password");
        }
        yield userInfo;
      }
      case "SASL_INHERIT" -> inherited(config.borrowed("sasl.jaas.config"));
      default ->
          throw new ConfigException(
              RegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE,
              source,
              "expected URL, USER_INFO or SASL_INHERIT");
    };
  }

  private static String inherited(String jaas) {
    Map<String, String> options = new TreeMap<>();
    Matcher matcher = JAAS_OPTION.matcher(jaas);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      options.putIfAbsent(
          matcher.group(1), quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : matcher.group(3));
    }
    String user = options.get("username");
    String password = options.get("password");
    if (user == null || password == null) {
      throw missing("sasl.jaas.config", "a login module with username and password");
    }
    return user + ":" + password;
  }

  private static ConfigException missing(String key, String expected) {
    return new ConfigException(key + ": expected " + expected + ", found none.");
  }
}
