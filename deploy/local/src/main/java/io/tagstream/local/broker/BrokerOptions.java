package io.tagstream.local.broker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an embedded broker listens and keeps its data.
 *
 * @param port TCP port on the loopback interface; 0 means any free one
 * @param directory where topics are kept for the next start; {@code null} means a temporary
 *     directory that goes with the broker
 */
public record BrokerOptions(int port, @Nullable Path directory) {

  /** Any free port, and nothing kept. */
  public static BrokerOptions temporary() {
    return new BrokerOptions(0, null);
  }
}
