package io.tagstream.schemas.registry;

import io.tagstream.schemas.registry.RegistryException.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to the addresses of a registry until one of them answers. An address that cannot
 * be reached, is too slow, or answers 408, 429 or 5xx is passed over for the next; when all were,
 * the round is repeated after a pause, up to {@code max.retries} times. Any other answer is final.
 * All requests may be repeated safely. May be used from any thread.
 */
final class RegistryTransport {

  /** Waits between rounds; a test does not. */
  @FunctionalInterface
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final String ACCEPT =
      MEDIA_TYPE + ", application/vnd.schemaregistry+json; q=0.9, application/json; q=0.5";
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final HttpClient http;
  private final List<Address> addresses;
  private final Duration timeout;
  private final int maxRetries;
  private final Duration wait;
  private final Duration maxWait;
  private final Pause pause;
  private volatile int preferred;

  /**
   * @throws ConfigException if an address, a credential, a header or a TLS key is wrong
   */
  RegistryTransport(RegistryClientConfig config, Pause pause) {
    Duration connectTimeout = config.millis(RegistryClientConfig.CONNECT_TIMEOUT_MS);
    this.addresses = config.uris().stream().map(uri -> Address.of(uri, config)).toList();
    this.timeout = connectTimeout.plus(config.millis(RegistryClientConfig.READ_TIMEOUT_MS));
    this.maxRetries = config.getInt(RegistryClientConfig.MAX_RETRIES);
    this.wait = config.millis(RegistryClientConfig.RETRIES_WAIT_MS);
    this.maxWait = config.millis(RegistryClientConfig.RETRIES_MAX_WAIT_MS);
    this.pause = pause;
    RegistryTls tls = RegistryTls.of(config);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .sslContext(tls.context())
            .sslParameters(tls.parameters());
    String proxyHost = config.text(RegistryClientConfig.PROXY_HOST);
    int proxyPort = config.getInt(RegistryClientConfig.PROXY_PORT);
    if (proxyHost.isEmpty() != (proxyPort < 0)) {
      throw new ConfigException(
          "Expected %s and %s together, found only one."
              .formatted(RegistryClientConfig.PROXY_HOST, RegistryClientConfig.PROXY_PORT));
    }
    if (!proxyHost.isEmpty()) {
      builder.proxy(ProxySelector.of(new InetSocketAddress(proxyHost, proxyPort)));
    }
    this.http = builder.build();
  }

  /** One address of the registry and the headers it gets; user and password are in the headers. */
  private record Address(String base, Map<String, String> headers) {

    static Address of(URI uri, RegistryClientConfig config) {
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      Address address =
          new Address(
              uri.getScheme() + "://" + uri.getHost() + port + path,
              Authorization.headers(config, uri));
      address.request("GET", "/", null);
      return address;
    }

    HttpRequest request(String method, String path, @Nullable String body) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(base + path))
              .header("Accept", ACCEPT)
              .method(
                  method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      if (body != null) {
        request.header("Content-Type", MEDIA_TYPE);
      }
      headers.forEach(
          (name, value) -> {
            try {
              request.setHeader(name, value);
            } catch (IllegalArgumentException e) {
              throw new ConfigException(
                  "%s%s: expected a header that may be set, found one that may not or a value"
                          .formatted(RegistryClientConfig.REQUEST_HEADER_PREFIX, name)
                      + " with forbidden signs. Remove it.");
            }
          });
      return request.build();
    }
  }

  /** A final answer: neither 408 nor 429 nor 5xx. */
  record Answer(String address, int status, String body, String location) {}

  /**
   * Sends a request.
   *
   * @param path path and query behind the registry's address
   * @throws RegistryException with {@link Reason#AWAY} if no address answered in the end
   */
  Answer send(String method, String path, @Nullable String body) {
    String found = "";
    Throwable cause = null;
    for (int round = 0; round <= maxRetries; round++) {
      if (round > 0) {
        LOG.warn("{} {}: {}; trying again ({}/{})", method, path, found, round, maxRetries);
        waitBefore(round);
      }
      int first = preferred;
      for (int i = 0; i < addresses.size(); i++) {
        int index = (first + i) % addresses.size();
        Address address = addresses.get(index);
        try {
          Answer answer = sendOnce(address, method, path, body);
          if (!isTransient(answer.status())) {
            preferred = index;
            return answer;
          }
          found = address.base() + " answered " + answer.status();
        } catch (IOException e) {
          found = "%s did not answer (%s)".formatted(address.base(), e);
          cause = e;
        }
      }
    }
    throw RegistryException.away(
        ("Schema registry, %s %s: expected an answer within %d tries of each address, found: %s."
                + " Start the registry, or correct schema.registry.url.")
            .formatted(method, path, maxRetries + 1, found),
        cause);
  }

  private static boolean isTransient(int status) {
    return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
  }

  // The JDK's own request timeout ends with the headers; a body may dribble in for ever.
  private Answer sendOnce(Address address, String method, String path, @Nullable String body)
      throws IOException {
    CompletableFuture<HttpResponse<String>> sent =
        http.sendAsync(
            address.request(method, path, body), BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      HttpResponse<String> response = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(
          address.base(),
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Location").orElse(""));
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new IOException("no whole answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      sent.cancel(true);
      throw interrupted(e);
    }
  }

  private void waitBefore(int round) {
    double longest =
        Math.min((double) maxWait.toMillis(), wait.toMillis() * Math.pow(2, round - 1));
    // Half fixed, half by chance, so that many instances do not come back at once.
    long millis = (long) (longest * (1 + ThreadLocalRandom.current().nextDouble()) / 2);
    try {
      pause.of(Duration.ofMillis(millis));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static RegistryException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return RegistryException.away(
        "Schema registry: expected an answer, found that this thread was told to stop.", e);
  }
}
