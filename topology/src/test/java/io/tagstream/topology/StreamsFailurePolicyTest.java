package io.tagstream.topology;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.stream.StreamStateException;
import io.tagstream.schemas.fold.TagFoldException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class StreamsFailurePolicyTest {
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final StreamsFailurePolicy policy = new StreamsFailurePolicy(() -> now, pauses::add);

  @Test
  void shouldReplaceThreadForAsLongAsItFails() {
    for (int failure = 0; failure < 100; failure++) {
      assertThat(policy.handle(new StreamsException("away"))).isEqualTo(REPLACE_THREAD);
    }
  }

  @Test
  void shouldPauseLongerAfterEveryFailureInARow() {
    for (int failure = 0; failure < 6; failure++) {
      policy.handle(new StreamsException("away"));
    }

    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
  }

  @Test
  void shouldForgetFailuresOfLongAgo() {
    policy.handle(new StreamsException("away"));
    now = now.plus(Duration.ofMinutes(5));
    policy.handle(new StreamsException("away"));
    now = now.plus(Duration.ofMinutes(5)).plusNanos(1);
    policy.handle(new StreamsException("away"));

    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 1L);
  }

  @Test
  void shouldStopAtOnceIfItWillNotPass() {
    assertThat(policy.handle(new OutOfMemoryError())).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(policy.handle(new StreamsException(new UnsatisfiedLinkError())))
        .isEqualTo(SHUTDOWN_CLIENT);
    assertThat(policy.handle(new StreamsException(new ConfigException("wrong"))))
        .isEqualTo(SHUTDOWN_CLIENT);
    assertThat(policy.handle(new StreamsException(new StreamStateException("version 9"))))
        .isEqualTo(SHUTDOWN_CLIENT);
    assertThat(policy.handle(new StreamsException(new TagFoldException("one was lost"))))
        .isEqualTo(SHUTDOWN_CLIENT);
    assertThat(pauses).isEmpty();
  }

  @Test
  void shouldReplaceThreadInterruptedWhileItPauses() {
    StreamsFailurePolicy interrupted =
        new StreamsFailurePolicy(
            () -> now,
            pause -> {
              throw new InterruptedException();
            });

    assertThat(interrupted.handle(new StreamsException("away"))).isEqualTo(REPLACE_THREAD);
    assertThat(Thread.interrupted()).isTrue();
  }
}
