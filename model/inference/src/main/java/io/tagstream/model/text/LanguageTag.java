package io.tagstream.model.text;

import com.ibm.icu.util.ULocale;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the language of a text as people write it: {@code en-GB}, but {@code en_GB} as well. */
public final class LanguageTag {
  /** Undetermined, uncoded, multiple languages, no language (ISO 639-2). */
  private static final Set<String> UNKNOWN = Set.of("", "und", "mis", "mul", "zxx");

  /** Longer than any code. */
  private static final int SHORTEST_NAME = 4;

  private static final Map<String, String> CODES_BY_NAME = codesByName();

  private LanguageTag() {}

  /**
   * Reads a tag of BCP 47, also with underscores, with a code of three letters for a language that
   * has one of two, or with the English name of the language for its code.
   *
   * @return the locale, or {@code null} if there is no tag or it names no language: a tag that says
   *     nothing is as good as none
   */
  public static @Nullable Locale parse(@Nullable String tag) {
    if (tag == null) {
      return null;
    }
    String canonical =
        ULocale.createCanonical(ULocale.forLanguageTag(tag.strip().replace('_', '-')))
            .toLanguageTag();
    Locale locale = Locale.forLanguageTag(canonical);
    String language = locale.getLanguage();
    if (UNKNOWN.contains(language)) {
      return null;
    }
    if (language.length() < SHORTEST_NAME) {
      return locale;
    }
    String code = CODES_BY_NAME.get(language);
    return code == null ? null : Locale.forLanguageTag(code);
  }

  private static Map<String, String> codesByName() {
    return Arrays.stream(Locale.getISOLanguages())
        .collect(
            Collectors.toUnmodifiableMap(
                code ->
                    Locale.forLanguageTag(code)
                        .getDisplayLanguage(Locale.ENGLISH)
                        .toLowerCase(Locale.ROOT),
                code -> code,
                (first, obsolete) -> first));
  }
}
