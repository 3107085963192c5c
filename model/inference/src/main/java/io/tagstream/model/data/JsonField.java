package io.tagstream.model.data;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The labelled fields of a JSON line, and by which other names people are known to call them. */
enum JsonField {
  TEXT,
  TOKENS,
  TAGS,
  CLASS,
  SPANS;

  private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]+");
  private static final Map<String, JsonField> BY_LETTERS =
      Map.ofEntries(
          entry("text", TEXT),
          entry("texts", TEXT),
          entry("sentence", TEXT),
          entry("utterance", TEXT),
          entry("query", TEXT),
          entry("tokens", TOKENS),
          entry("token", TOKENS),
          entry("words", TOKENS),
          entry("word", TOKENS),
          entry("tags", TAGS),
          entry("nertags", TAGS),
          entry("iobtags", TAGS),
          entry("biotags", TAGS),
          entry("class", CLASS),
          entry("classes", CLASS),
          entry("intent", CLASS),
          entry("category", CLASS),
          entry("spans", SPANS),
          entry("span", SPANS),
          entry("entities", SPANS),
          entry("entity", SPANS));

  /** Names that say no more than that something is labelled; the value says what. */
  private static final Set<String> LABELS = Set.of("label", "labels", "tag");

  private final String field = name().toLowerCase(Locale.ROOT);

  /** Says of a field that it is passed over, and which one is not. */
  record Misnamed(String found, JsonField meant) {
    /** Returns whether the field holds what is labelled, as a text or as its tokens. */
    boolean isLabelled() {
      return meant == TEXT || meant == TOKENS;
    }

    @Override
    public String toString() {
      return "'" + found + "', which is not read; '" + meant.field + "' is";
    }
  }

  /** Finds fields that are likely to be meant for one that the line lacks. */
  static List<Misnamed> misnamedIn(JsonNode object) {
    List<Misnamed> misnamed = new ArrayList<>();
    boolean tokens = object.hasNonNull(TOKENS.field);
    for (String name : (Iterable<String>) object::fieldNames) {
      JsonNode value = object.path(name);
      boolean empty = value.isNull() || (value.isArray() && value.isEmpty());
      JsonField meant = empty ? null : meantBy(name, value, tokens);
      if (meant != null && !meant.isIn(object)) {
        misnamed.add(new Misnamed(name, meant));
      }
    }
    return misnamed;
  }

  /** Tags and spans say the same; a line needs one of them. */
  private boolean isIn(JsonNode object) {
    boolean ofWords = this == TAGS || this == SPANS;
    return ofWords
        ? object.hasNonNull(TAGS.field) || object.hasNonNull(SPANS.field)
        : object.hasNonNull(field);
  }

  /** Ignores case and whatever is no letter, as in {@code ner_tags}. */
  private static @Nullable JsonField meantBy(String name, JsonNode value, boolean tokens) {
    String letters = NO_LETTERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    return LABELS.contains(letters) ? labels(value, tokens) : BY_LETTERS.get(letters);
  }

  private static JsonField labels(JsonNode value, boolean tokens) {
    if (value.path(0).isContainerNode()) {
      return SPANS;
    }
    return value.isArray() && tokens ? TAGS : CLASS;
  }
}
