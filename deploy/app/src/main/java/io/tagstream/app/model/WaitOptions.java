package io.tagstream.app.model;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of commands that wait for instances. */
final class WaitOptions {
  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description = "How long to wait for the instances (default: 60).")
  private Duration timeout = Duration.ofSeconds(60);

  Duration timeout() {
    return timeout;
  }

  /** Reads a whole number of seconds. */
  static final class Seconds implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      if (!value.matches("[1-9]\\d{0,5}")) {
        throw new TypeConversionException(
            "expected a whole number of seconds above 0, found '" + value + "'");
      }
      return Duration.ofSeconds(Long.parseLong(value));
    }
  }
}
