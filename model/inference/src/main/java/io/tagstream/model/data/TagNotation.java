package io.tagstream.model.data;

import io.tagstream.model.decode.LabelKind;
import io.tagstream.model.decode.TagSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How labelled data marks spans by one tag a token: {@code O} outside, a letter, a hyphen and the
 * label inside.
 */
public enum TagNotation {
  /** {@code B-} opens every span (IOB2 of Tjong Kim Sang and Veenstra 1999). */
  BIO,
  /**
   * {@code I-} opens a span; {@code B-} only right after a span of the same label (IOB of Ramshaw
   * and Marcus 1995).
   */
  IOB1,
  /** {@code B-}, {@code I-} and {@code E-} for the last token, {@code S-} for a single one. */
  BIOES,
  /** The same with {@code L-} for the last and {@code U-} for a single one. */
  BILOU;

  /** A tag that breaks the notation. */
  static final class BrokenNotationException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int token;

    BrokenNotationException(int token, String problem) {
      super(problem);
      this.token = token;
    }

    /** Returns the index of the token that has the tag. */
    int token() {
      return token;
    }
  }

  /**
   * Recognises the notation of some sentences: the one their letters speak for, unless fewer
   * sentences break another one, for then the letters are a slip.
   *
   * @param sentences their tags
   */
  static TagNotation of(List<List<String>> sentences) {
    TagNotation best = byLetters(sentences);
    long least = best.broken(sentences);
    for (TagNotation other : List.of(byOpening(sentences), BIOES, BILOU)) {
      long broken = least == 0 ? 0 : other.broken(sentences);
      if (broken < least) {
        best = other;
        least = broken;
      }
    }
    return best;
  }

  /** Returns the first tag of a sentence that speaks for this notation, or -1 if there is none. */
  int firstMark(List<String> tags) {
    String previous = TagSet.OUTSIDE;
    for (int token = 0; token < tags.size(); token++) {
      if (isMark(previous, tags.get(token))) {
        return token;
      }
      previous = tags.get(token);
    }
    return -1;
  }

  private boolean isMark(String previous, String tag) {
    return switch (this) {
      case BIO -> tag.startsWith("B-") && !sameLabel(previous, tag);
      case IOB1 -> tag.startsWith("I-") && !sameLabel(previous, tag);
      case BIOES -> starts(tag, "E-", "S-");
      case BILOU -> starts(tag, "L-", "U-");
    };
  }

  private long broken(List<List<String>> sentences) {
    return sentences.stream().filter(this::isBrokenBy).count();
  }

  private boolean isBrokenBy(List<String> tags) {
    try {
      toBio(tags);
      return false;
    } catch (BrokenNotationException e) {
      return true;
    }
  }

  private static TagNotation byLetters(List<List<String>> sentences) {
    if (sentences.stream().flatMap(List::stream).anyMatch(tag -> starts(tag, "E-", "S-"))) {
      return BIOES;
    }
    if (sentences.stream().flatMap(List::stream).anyMatch(tag -> starts(tag, "L-", "U-"))) {
      return BILOU;
    }
    return byOpening(sentences);
  }

  private static TagNotation byOpening(List<List<String>> sentences) {
    boolean bio = true;
    boolean iob1 = true;
    for (List<String> tags : sentences) {
      String previous = TagSet.OUTSIDE;
      for (String tag : tags) {
        boolean continues = sameLabel(previous, tag);
        bio &= !tag.startsWith("I-") || continues;
        iob1 &= !tag.startsWith("B-") || continues;
        previous = tag;
      }
    }
    return iob1 && !bio ? IOB1 : BIO;
  }

  /**
   * Converts tags.
   *
   * @return the same spans as {@code B-label}, {@code I-label} and {@code O}
   * @throws BrokenNotationException if the tags break the notation
   */
  List<String> toBio(List<String> tags) throws BrokenNotationException {
    return switch (this) {
      case BIO -> verified(tags);
      case IOB1 -> opened(tags);
      case BIOES -> closed(tags, 'E', 'S');
      case BILOU -> closed(tags, 'L', 'U');
    };
  }

  private static List<String> verified(List<String> tags) throws BrokenNotationException {
    String previous = TagSet.OUTSIDE;
    for (int token = 0; token < tags.size(); token++) {
      String tag = tags.get(token);
      verifyTag(token, tag, "BI");
      if (tag.startsWith("I-") && !sameLabel(previous, tag)) {
        throw new BrokenNotationException(
            token,
            "expected B-%s before %s, found %s; tag the first word of a span with B-, or say data.tag.scheme=iob1 (evaluate: --tag-scheme iob1), in which I- may open one"
                .formatted(label(tag), tag, previous));
      }
      previous = tag;
    }
    return tags;
  }

  private static List<String> opened(List<String> tags) throws BrokenNotationException {
    List<String> converted = new ArrayList<>(tags.size());
    String previous = TagSet.OUTSIDE;
    for (int token = 0; token < tags.size(); token++) {
      String tag = tags.get(token);
      verifyTag(token, tag, "BI");
      boolean opens = tag.startsWith("I-") && !sameLabel(previous, tag);
      converted.add(opens ? "B-" + label(tag) : tag);
      previous = tag;
    }
    return converted;
  }

  private static List<String> closed(List<String> tags, char last, char single)
      throws BrokenNotationException {
    List<String> converted = new ArrayList<>(tags.size());
    String open = null;
    for (int token = 0; token < tags.size(); token++) {
      String tag = tags.get(token);
      verifyTag(token, tag, "BI" + last + single);
      boolean outside = tag.equals(TagSet.OUTSIDE);
      char prefix = tag.charAt(0);
      boolean opens = prefix == 'B' || prefix == single;
      boolean fits = (outside || opens) ? open == null : label(tag).equals(open);
      if (!fits) {
        throw new BrokenNotationException(
            token, expectation(open, last, single) + ", found " + tag + "; correct the tags");
      }
      converted.add(outside ? tag : (opens ? "B-" : "I-") + label(tag));
      boolean closes = outside || prefix == single || prefix == last;
      open = closes ? null : label(tag);
    }
    if (open != null) {
      throw new BrokenNotationException(
          tags.size() - 1,
          expectation(open, last, single) + ", found the end of the sentence; correct the tags");
    }
    return converted;
  }

  private static String expectation(@Nullable String open, char last, char single) {
    return open == null
        ? "expected O, B- or %s- where no span is open".formatted(single)
        : "expected I-%s or %s-%s after its B-".formatted(open, last, open);
  }

  private static void verifyTag(int token, String tag, String prefixes)
      throws BrokenNotationException {
    boolean known =
        tag.length() > 2 && tag.charAt(1) == '-' && prefixes.indexOf(tag.charAt(0)) >= 0;
    if (!known && !tag.equals(TagSet.OUTSIDE)) {
      throw new BrokenNotationException(
          token,
          "expected O or one of %s, a hyphen and a label, found '%s'; correct the tag, or name the scheme of the file"
              .formatted(String.join(", ", prefixes.split("")), tag));
    }
    if (known && !LabelKind.SPAN.allows(label(tag))) {
      throw new BrokenNotationException(
          token,
          "expected %s, found '%s'; rename the label"
              .formatted(LabelKind.SPAN.expectation(), label(tag)));
    }
  }

  private static boolean sameLabel(String previous, String tag) {
    return !previous.equals(TagSet.OUTSIDE) && label(previous).equals(label(tag));
  }

  private static boolean starts(String tag, String one, String other) {
    return tag.startsWith(one) || tag.startsWith(other);
  }

  private static String label(String tag) {
    return tag.length() < 2 ? "" : tag.substring(2);
  }
}
