package io.tagstream.schemas.registry;

import io.tagstream.schemas.registry.RegistryException.Reason;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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
 *
 * <p>All tries and pauses of one request together take no longer than one try may (connect plus
 * read timeout), or 90 s if that is more: 120 s with the default timeouts, well within the 300 s
 * that {@code max.poll.interval.ms} leaves the calling stream thread. The first try at a registry
 * of one address so has all of its configured time; where several addresses are still to be tried
 * in a round, one that hangs gets no more than an equal share of what is left.
 */
final class RegistryTransport {

  /** The time tries and pauses take; a test has its own. */
  interface Pace {

    /** The time of this JVM. */
    Pace REAL =
        new Pace() {
          @Override
          public long nanoTime() {
            return System.nanoTime();
          }

          @Override
          public void pause(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis());
          }
        };

    /** As {@link System#nanoTime}. */
    long nanoTime();

    /** Lets the time between two rounds pass. */
    void pause(Duration duration) throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);
  private static final Duration LEAST_TOTAL = Duration.ofSeconds(90);
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final HttpClient http;
  private final List<RegistryAddress> addresses;
  private final Duration timeout;
  private final Duration total;
  private final int maxRetries;
  private final Duration wait;
  private final Duration maxWait;
  private final Pace pace;
  private volatile int preferred;

  /**
   * @throws ConfigException if an address, a credential, a header or a TLS key is wrong
   */
  RegistryTransport(RegistryClientConfig config, Pace pace) {
    Duration connectTimeout = config.millis(RegistryClientConfig.CONNECT_TIMEOUT_MS);
    this.addresses = config.uris().stream().map(uri -> RegistryAddress.of(uri, config)).toList();
    this.timeout = connectTimeout.plus(config.millis(RegistryClientConfig.READ_TIMEOUT_MS));
    this.total = timeout.compareTo(LEAST_TOTAL) > 0 ? timeout : LEAST_TOTAL;
    this.maxRetries = config.getInt(RegistryClientConfig.MAX_RETRIES);
    this.wait = config.millis(RegistryClientConfig.RETRIES_WAIT_MS);
    this.maxWait = config.millis(RegistryClientConfig.RETRIES_MAX_WAIT_MS);
    this.pace = pace;
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

  /** A final answer: neither 408 nor 429 nor 5xx. */
  record Answer(String address, int status, String body, String location) {}

  /** What a try came to: an answer, or what was found instead of one. */
  private record Outcome(@Nullable Answer answer, String found, @Nullable Throwable cause) {

    static final Outcome NONE = new Outcome(null, "nothing", null);

    static Outcome of(RegistryAddress address, HttpResponse<String> response) {
      return new Outcome(
          new Answer(
              address.base(),
              response.statusCode(),
              response.body(),
              response.headers().firstValue("Location").orElse("")),
          "",
          null);
    }
  }

  /**
   * Sends a request.
   *
   * @param path path and query behind the registry's address
   * @throws RegistryException with {@link Reason#AWAY} if no address answered in the end
   */
  Answer send(String method, String path, @Nullable String body) {
    long deadline = pace.nanoTime() + total.toNanos();
    Outcome last = tryEach(method, path, body, deadline, Outcome.NONE);
    for (int retry = 1; last.answer() == null && retry <= maxRetries; retry++) {
      Duration wait = waitBefore(retry);
      if (wait.compareTo(leftUntil(deadline)) >= 0) {
        break;
      }
      LOG.warn("{} {}: {}; trying again ({}/{})", method, path, last.found(), retry, maxRetries);
      pause(wait);
      last = tryEach(method, path, body, deadline, last);
    }
    if (last.answer() != null) {
      return last.answer();
    }
    throw RegistryException.away(
        ("Schema registry, %s %s: expected an answer within %d ms and %d retries,"
                + " found: %s. Start the registry, or correct schema.registry.url.")
            .formatted(method, path, total.toMillis(), maxRetries, last.found()),
        last.cause());
  }

  /** One round over the addresses, from the one that answered last. */
  private Outcome tryEach(
      String method, String path, @Nullable String body, long deadline, Outcome before) {
    int first = preferred;
    Outcome last = before;
    for (int i = 0; i < addresses.size(); i++) {
      int index = (first + i) % addresses.size();
      Duration share = leftUntil(deadline).dividedBy(addresses.size() - i);
      if (share.toMillis() <= 0) {
        break;
      }
      RegistryAddress address = addresses.get(index);
      last =
          tryOnce(
              address,
              address.request(method, path, body),
              share.compareTo(timeout) < 0 ? share : timeout);
      if (last.answer() != null) {
        preferred = index;
        break;
      }
    }
    return last;
  }

  private Duration leftUntil(long deadline) {
    return Duration.ofNanos(deadline - pace.nanoTime());
  }

  private static boolean isTransient(int status) {
    return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
  }

  // The JDK's own request timeout ends with the headers; a body may dribble in for ever.
  private Outcome tryOnce(RegistryAddress address, HttpRequest request, Duration limit) {
    CompletableFuture<HttpResponse<String>> sent =
        http.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      HttpResponse<String> response = sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return isTransient(response.statusCode())
          ? new Outcome(null, address.base() + " answered " + response.statusCode(), null)
          : Outcome.of(address, response);
    } catch (TimeoutException e) {
      sent.cancel(true);
      return new Outcome(
          null,
          "%s gave no whole answer within %d ms".formatted(address.base(), limit.toMillis()),
          e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Outcome(null, "%s did not answer (%s)".formatted(address.base(), cause), cause);
    } catch (InterruptedException e) {
      sent.cancel(true);
      throw interrupted(e);
    }
  }

  private Duration waitBefore(int retry) {
    double longest =
        Math.min((double) maxWait.toMillis(), wait.toMillis() * Math.pow(2, retry - 1));
    // Half fixed, half by chance, so that many instances do not come back at once.
    return Duration.ofMillis((long) (longest * (1 + ThreadLocalRandom.current().nextDouble()) / 2));
  }

  private void pause(Duration duration) {
    try {
      pace.pause(duration);
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
