package io.tagstream.local.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a thread of an application is there for, as its name says. */
enum CpuGroup {
  /** Threads of Kafka Streams, which poll, process, forward and commit. */
  STREAM,
  /** Threads that compute answers ahead. */
  INFERENCE,
  /** Threads that send what producers were given. */
  PRODUCER,
  /** All others of the application: heartbeats, restoring, administration. */
  BACKGROUND;

  private static final String INFERENCE_PREFIX = "tagstream-inference-";
  private static final String PRODUCER_PREFIX = "kafka-producer-network-thread";

  /** Returns the group of a thread, or {@code null} if it is none of the application's. */
  static @Nullable CpuGroup of(String thread, String applicationId) {
    if (thread.startsWith(INFERENCE_PREFIX)) {
      return INFERENCE;
    }
    if (!thread.contains(applicationId)) {
      return null;
    }
    if (thread.startsWith(PRODUCER_PREFIX)) {
      return PRODUCER;
    }
    return thread.matches(".*-StreamThread-\\d+") && thread.startsWith(applicationId)
        ? STREAM
        : BACKGROUND;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
