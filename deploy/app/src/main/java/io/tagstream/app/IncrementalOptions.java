package io.tagstream.app;

import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamStateCodec.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code evaluate} for data that arrives as streams. */
final class IncrementalOptions {
  @SuppressWarnings("UnusedVariable") // whether the group is there says the same
  @Option(
      names = "--incremental",
      required = true,
      description = {
        "Let the sentences arrive event by event, and print what is said in the end, how often labels"
            + " are changed, how late they are final and what an event costs.",
        "Sentences with the same 'key' are one stream, ordered by 'seq'; every other one is a stream"
            + " of its own."
      })
  private boolean incremental;

  @Option(
      names = "--by",
      paramLabel = "EVENT",
      converter = EventConverter.class,
      description =
          "What an event is: token (default), a number of tokens, or turn: a whole sentence, final at"
              + " once.")
  private Event by = new Event(1);

  @Option(
      names = "--right-context",
      paramLabel = "TOKENS",
      converter = TokensConverter.class,
      description =
          "Tokens that are read again with every event, 0 to 512 (default: the bundle's).")
  private @Nullable Integer rightContext;

  @Option(
      names = "--delay",
      paramLabel = "TOKENS",
      converter = DelayConverter.class,
      description =
          "Tokens that must follow the first one of a span before it is said, 0 to 64 (default: 0).")
  private @Nullable Integer delay;

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      description =
          "How exactly the state is kept between events: float (default) or half, 16 bits a number.")
  private @Nullable Precision precision;

  @Option(
      names = "--unseen",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "With --by turn: what the bundle has learned from. Turns that do not occur in it are"
              + " measured once more on their own.")
  private List<Path> unseen = new ArrayList<>();

  @Option(
      names = "--curve",
      paramLabel = "FILE",
      description =
          "Also measure right contexts of 0 to 16, or to twice that of the bundle, with delays of 0 to"
              + " 4, print a table and write a plot (SVG).")
  private @Nullable Path curve;

  /**
   * What an event is.
   *
   * @param tokens of an event, or 0 for a whole turn
   */
  record Event(int tokens) {
    boolean isTurn() {
      return tokens == 0;
    }
  }

  /** Reads what an event is. */
  static final class EventConverter implements ITypeConverter<Event> {
    @Override
    public Event convert(String value) {
      if (value.equals("token") || value.equals("turn")) {
        return new Event(value.equals("token") ? 1 : 0);
      }
      if (!value.matches("[1-9][0-9]{0,5}")) {
        throw new TypeConversionException(
            "expected token, turn or a number of tokens, found '" + value + "'");
      }
      return new Event(Integer.parseInt(value));
    }
  }

  /** Reads a right context. */
  static final class TokensConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return tokens(value, StreamRules.MAX_TOKENS);
    }
  }

  /** Reads a delay. */
  static final class DelayConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return tokens(value, StreamRules.MAX_DELAY);
    }
  }

  private static Integer tokens(String value, int most) {
    if (!value.matches("[0-9]{1,3}") || Integer.parseInt(value) > most) {
      throw new TypeConversionException(
          "expected 0 to %d tokens, found '%s'".formatted(most, value));
    }
    return Integer.valueOf(value);
  }

  Event by() {
    return by;
  }

  /**
   * Returns how streams are read.
   *
   * @param preset right context of the bundle
   */
  StreamRules rules(int preset) {
    return by.isTurn()
        ? StreamRules.utterances()
        : new StreamRules(
            StreamRules.Mode.FRAGMENT,
            rightContext == null ? preset : rightContext,
            delay == null ? 0 : delay);
  }

  /** Returns how exactly states are kept between events. */
  Precision precision() {
    return precision == null ? Precision.FLOAT : precision;
  }

  List<Path> unseen() {
    return unseen;
  }

  @Nullable Path curve() {
    return curve;
  }

  /** Refuses options that do not go together. */
  void verify(CommandLine commandLine) {
    if (by.isTurn()
        && (rightContext != null || delay != null || curve != null || precision != null)) {
      throw new ParameterException(
          commandLine,
          "--by turn: a turn is final at once; leave out --right-context, --delay, --precision and"
              + " --curve.");
    }
    if (!by.isTurn() && !unseen.isEmpty()) {
      throw new ParameterException(commandLine, "--unseen: needs --by turn.");
    }
  }
}
