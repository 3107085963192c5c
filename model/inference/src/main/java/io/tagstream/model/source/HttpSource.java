package io.tagstream.model.source;

import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads archives by HTTP. Redirects are not followed, for they would lead where nobody has allowed
 * bundles to come from. Safe for use by several threads at once.
 */
final class HttpSource {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  private final Duration timeout;
  private final HttpClient client;

  HttpSource(Duration timeout) {
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LONGEST_CONNECT)
            .build();
  }

  /** Reads the archive of an order. */
  void read(BundleOrder order, ArchiveSink sink) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(order.location()).build();
    BodyHandler<Void> handler = answer -> subscriber(order, answer, sink);
    CompletableFuture<HttpResponse<Void>> call = client.sendAsync(request, handler);
    try {
      // The one limit for all of it: that of a request ends with the headers of the answer.
      call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (TimeoutException e) {
      throw new IOException("not the whole archive within " + timeout, e);
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      call.cancel(true); // without effect on one that is done
    }
  }

  private static IOException failure(ExecutionException failure) throws IOException {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof BundleException refused) {
        throw refused;
      }
    }
    Throwable cause = failure.getCause();
    if (cause instanceof IOException unreachable) {
      return unreachable;
    }
    return new IOException(String.valueOf(cause), cause);
  }

  private static BodySubscriber<Void> subscriber(
      BundleOrder order, HttpResponse.ResponseInfo answer, ArchiveSink sink) {
    try {
      verifyStatus(order, answer.statusCode());
      answer.headers().firstValueAsLong("Content-Length").ifPresent(sink::verifyAnnounced);
      return new SinkSubscriber(sink, new CompletableFuture<>());
    } catch (RuntimeException e) {
      return new SinkSubscriber(sink, CompletableFuture.failedFuture(e));
    }
  }

  private static void verifyStatus(BundleOrder order, int status) {
    if (status == 200) {
      return;
    }
    if (status >= 300 && status < 400) {
      throw BundleException.of(
          Reason.SOURCE_NOT_ALLOWED,
          order.subject(),
          "the archive itself (HTTP 200)",
          "a redirect (HTTP " + status + "), which is not followed",
          "order the bundle from the place it leads to, if that is allowed");
    }
    throw BundleException.of(
        Reason.UNREACHABLE,
        order.subject(),
        "the archive (HTTP 200)",
        words(status) + " (HTTP " + status + ")",
        "check that the archive is there and may be read from here without a password");
  }

  private static String words(int status) {
    return switch (status) {
      case 401, 403, 407 -> "that it may not be read";
      case 404, 410 -> "that it is not there";
      case 429 -> "that the source is asked too often";
      default -> status >= 500 ? "a failure of the source" : "another answer";
    };
  }

  /** Gives the bytes of an answer to a sink, which may refuse them. */
  private static final class SinkSubscriber implements BodySubscriber<Void> {
    private final ArchiveSink sink;
    private final CompletableFuture<Void> body;
    private Flow.@Nullable Subscription subscription;

    SinkSubscriber(ArchiveSink sink, CompletableFuture<Void> body) {
      this.sink = sink;
      this.body = body;
    }

    @Override
    public CompletionStage<Void> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
      subscription = started;
      if (body.isDone()) {
        started.cancel();
      } else {
        started.request(Long.MAX_VALUE);
      }
    }

    @Override
    public void onNext(List<ByteBuffer> next) {
      if (body.isDone()) {
        return; // what was under way when it was refused
      }
      try {
        for (ByteBuffer buffer : next) {
          sink.write(buffer);
        }
      } catch (RuntimeException e) {
        if (subscription != null) {
          subscription.cancel();
        }
        body.completeExceptionally(e);
      }
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      body.complete(null);
    }
  }
}
