package io.tagstream.local.bench;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Lengths of texts, all as likely.
 *
 * @param least tokens of the shortest text
 * @param most tokens of the longest
 */
public record Lengths(int least, int most) {
  private static final int LONGEST = 1000;

  @Override
  public String toString() {
    return least + ".." + most;
  }

  /** Reads lengths as {@code 9..20} or {@code 12}. */
  static final class Converter implements ITypeConverter<Lengths> {
    @Override
    public Lengths convert(String value) {
      if (value.matches("[0-9]{1,4}(\\.\\.[0-9]{1,4})?")) {
        String[] ends = value.split("\\.\\.", -1);
        Lengths lengths =
            new Lengths(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        if (lengths.least >= 1 && lengths.least <= lengths.most && lengths.most <= LONGEST) {
          return lengths;
        }
      }
      throw new TypeConversionException(
          "expected the tokens of a text from 1 to %d, such as 12 or 9..20, found '%s'"
              .formatted(LONGEST, value));
    }
  }
}
