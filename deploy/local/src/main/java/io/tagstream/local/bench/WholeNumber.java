package io.tagstream.local.bench;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of things, at least one. */
final class WholeNumber implements ITypeConverter<Integer> {
  private static final int MOST = 100_000_000;

  @Override
  public Integer convert(String value) {
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= MOST) {
        return number;
      }
    }
    throw new TypeConversionException(
        "expected a whole number from 1 to %d, found '%s'".formatted(MOST, value));
  }
}
