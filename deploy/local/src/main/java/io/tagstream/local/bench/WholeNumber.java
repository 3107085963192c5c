package io.tagstream.local.bench;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of things, at least one. */
public class WholeNumber implements ITypeConverter<Integer> {
  private static final int MOST = 100_000_000;

  private final int least;

  public WholeNumber() {
    this(1);
  }

  private WholeNumber(int least) {
    this.least = least;
  }

  @Override
  public Integer convert(String value) {
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= MOST) {
        return number;
      }
    }
    throw new TypeConversionException(
        "expected a whole number from %d to %d, found '%s'".formatted(least, MOST, value));
  }

  /** Reads a number of things, or 0 for none. */
  static final class OrNone extends WholeNumber {
    OrNone() {
      super(0);
    }
  }
}
