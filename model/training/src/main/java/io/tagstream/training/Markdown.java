package io.tagstream.training;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names as a page of Markdown shows them, whatever is in them. */
final class Markdown {
  /** What ends a cell of a table, or is read as markup. */
  private static final Pattern MARKUP = Pattern.compile("[|<>&`*\\[\\]\\\\]");

  /** What ends a name between backticks, or the cell of a table around it. */
  private static final Pattern NOT_BETWEEN_BACKTICKS = Pattern.compile("[|<`]");

  private Markdown() {}

  /** Returns a text that is shown as it is, in a cell of a table, too. */
  static String text(String text) {
    return MARKUP.matcher(text).replaceAll(match -> "&#" + (int) match.group().charAt(0) + ";");
  }

  /** Returns names in the type of code; a reference to a character is read between tags alone. */
  static String code(Collection<String> names) {
    return names.stream()
        .map(
            name ->
                NOT_BETWEEN_BACKTICKS.matcher(name).find()
                    ? "<code>" + text(name) + "</code>"
                    : "`" + name + "`")
        .collect(Collectors.joining(", "));
  }
}
