package io.tagstream.model.text;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts that are hard to cut: every UTF-16 unit there is, and pieces that have bitten somebody. */
public final class AnyText {
  private static final Arbitrary<String> PIECES =
      Arbitraries.of(
          "a",
          "Dr. ",
          "U.S.",
          " I. ",
          ". ",
          "! ",
          "?",
          "...",
          "3.14",
          "10:30",
          "12:",
          "don't",
          "http://a.b/c?D. ",
          "me@here.org",
          "www.",
          "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
          "\uD83D\uDC4D\uD83C\uDFFD",
          "\uD83C\uDDE9\uD83C\uDDEA",
          "\uD83C\uDDE9",
          "1\uFE0F\u20E3",
          "\u0301",
          "e\u0301",
          "\u98DF\u3079\u308B\u3002",
          "\u6771\u4EAC",
          "\u30AB\u30BF",
          "\uD55C\uAD6D",
          "\u0E20\u0E32\u0E29\u0E32",
          "\u05E9\u05DC\u05D5\u05DD",
          "\u200F",
          "\r\n",
          "\n",
          "\t",
          "\u00A0",
          "\u200B",
          "\uFEFF",
          "\u2028",
          "\u0000",
          "\uD800",
          "\uDC00",
          "\uD835\uDC00",
          "\uFF21",
          "x".repeat(150),
          "\u0301".repeat(150));

  private AnyText() {}

  /** Half of them of any units, half of pieces. */
  public static Arbitrary<String> texts() {
    Arbitrary<String> units = Arbitraries.strings().all().ofMaxLength(60);
    Arbitrary<String> pieces = PIECES.list().ofMaxSize(12).map(list -> String.join("", list));
    return Arbitraries.oneOf(List.of(units, pieces));
  }
}
