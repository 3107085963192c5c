package io.tagstream.model.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Something in labelled data that could not be taken as it is, and what was done about it.
 *
 * @param file the file
 * @param line the line, from 1
 * @param kind what it was
 * @param detail what stands at the {@code %s} of its description; empty where there is none
 */
public record DataNotice(Path file, int line, Kind kind, String detail) {
  private static final int LINES_NAMED = 5;

  /** A notice without detail. */
  DataNotice(Path file, int line, Kind kind) {
    this(file, line, kind, "");
  }

  /** What was not taken as it is. */
  public enum Kind {
    /** A span begins or ends inside a token. */
    SPAN_WIDENED("spans begin or end inside a token: widened to its border"),
    /** A span begins or ends with white space. */
    SPAN_TRIMMED("spans begin or end with white space: taken without it"),
    /** A span holds no token. */
    SPAN_WITHOUT_TOKEN("spans hold nothing but white space: dropped"),
    /** A span shares a token with one that begins earlier or is longer. */
    SPAN_OVERLAPPING("spans share a token with one before them: dropped"),
    /** A span reaches over the border of two sentences. */
    SPAN_ACROSS_SENTENCES(
        "spans reach over the end of a sentence: the sentences were joined, but production will"
            + " not join them"),
    /** The text is more than one sentence. */
    SEVERAL_SENTENCES("texts are several sentences: each is one, with the class of its text"),
    /** A token that is empty or white space, outside of every span. */
    BLANK_TOKEN("tokens are blank: dropped with their O"),
    /** Tokens that the data gives are more than production keeps together. */
    MORE_TOKENS_THAN_SERVED(
        "sentences are longer than bundle.max.tokens (%s): taken whole, but served in pieces"),
    /** There is no token in the text. */
    NO_TOKEN("sentences have no token: dropped"),
    /** Tokens are not where they should be in the text, so the text cannot be cut anew. */
    TOKENS_NOT_IN_TEXT(
        "texts are not made of the tokens of their line: the tokens were taken, not the text"),
    /** The same where only the text counts. */
    TEXT_WITHOUT_SPANS("texts are not made of the tokens of their line: left out"),
    /** There is no text to cut tokens out of. */
    NO_TEXT("sentences come without text: their own tokens were taken"),
    /** A second text where sentences are read as tokens, which have no place for it. */
    SECOND_TEXT("sentences have a 'second' text, which is not read"),
    /** A second text that is no string. */
    SECOND_NOT_TEXT("lines have a 'second' that is no text, which is not read"),
    /** There is no text to tag. */
    NOTHING_TO_TAG("sentences come without text: left out"),
    /** Tokens that stand beside spans of the text. */
    TOKENS_BESIDE_SPANS(
        "lines have both tokens and spans: the spans count, and the tokens are cut out of the text;"
            + " those given are dropped"),
    /** A field has another name than the one that is read. */
    FIELD_NOT_READ("lines have %s");

    private final String description;

    Kind(String description) {
      this.description = description;
    }
  }

  /** Returns sentences for people: what and how often, file by file, with the first lines. */
  public static List<String> summary(List<DataNotice> notices) {
    Map<Path, Map<Kind, Map<String, List<Integer>>>> lines = new LinkedHashMap<>();
    for (DataNotice notice : notices) {
      lines
          .computeIfAbsent(notice.file, unused -> new EnumMap<>(Kind.class))
          .computeIfAbsent(notice.kind, unused -> new TreeMap<>())
          .computeIfAbsent(notice.detail, unused -> new ArrayList<>())
          .add(notice.line);
    }
    List<String> sentences = new ArrayList<>();
    lines.forEach(
        (file, kinds) ->
            kinds.forEach(
                (kind, details) ->
                    details.forEach(
                        (detail, numbers) ->
                            sentences.add(
                                "%s: %d %s (%s)"
                                    .formatted(
                                        file,
                                        numbers.size(),
                                        kind.description.formatted(detail),
                                        named(numbers))))));
    return sentences;
  }

  private static String named(List<Integer> numbers) {
    List<Integer> different = numbers.stream().distinct().toList();
    return (different.size() == 1 ? "line " : "lines ")
        + different.stream()
            .limit(LINES_NAMED)
            .map(String::valueOf)
            .collect(Collectors.joining(", "))
        + (different.size() > LINES_NAMED ? ", …" : "");
  }
}
