package io.tagstream.app.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a moment: a time of ISO 8601 with its zone. */
final class AtOption implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String value) {
    try {
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "expected a time with its zone, such as 2026-11-22T08:30:00Z or"
              + " 2026-11-22T09:30:00+01:00, found '"
              + value
              + "'");
    }
  }
}
