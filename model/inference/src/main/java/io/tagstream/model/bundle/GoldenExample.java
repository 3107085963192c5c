package io.tagstream.model.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A text and what the model said about it when its bundle was written; a line of {@code
 * examples.jsonl}.
 *
 * @param second the second text of a pair, or {@code null}
 */
@JsonPropertyOrder({"text", "second", "sentences", "spans"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record GoldenExample(
    String text, @Nullable String second, List<GoldenSentence> sentences, List<GoldenSpan> spans) {
  /** How far a score may be off, for another kind of processor adds up in another order. */
  private static final float SCORE_TOLERANCE = 1e-3f;

  GoldenExample {
    Objects.requireNonNull(text, "'text' is missing");
    Objects.requireNonNull(sentences, "'sentences' is missing");
    Objects.requireNonNull(spans, "'spans' is missing");
    sentences = List.copyOf(sentences);
    spans = List.copyOf(spans);
  }

  @JsonPropertyOrder({"begin", "end", "label", "score"})
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record GoldenSentence(int begin, int end, @Nullable String label, @Nullable Float score) {
    static GoldenSentence of(ClassifiedSentence sentence) {
      SentenceClass found = sentence.sentenceClass();
      return new GoldenSentence(
          sentence.begin(),
          sentence.end(),
          found == null ? null : found.label(),
          found == null ? null : Float.valueOf(found.score()));
    }

    boolean matches(GoldenSentence found) {
      return begin == found.begin
          && end == found.end
          && Objects.equals(label, found.label)
          && isNear(score, found.score);
    }

    @Override
    public String toString() {
      return label + "[" + begin + "," + end + ") " + score;
    }
  }

  @JsonPropertyOrder({"label", "begin", "end", "surface", "score"})
  record GoldenSpan(String label, int begin, int end, String surface, float score) {
    static GoldenSpan of(Span span) {
      return new GoldenSpan(span.label(), span.begin(), span.end(), span.surface(), span.score());
    }

    boolean matches(GoldenSpan found) {
      return label.equals(found.label)
          && begin == found.begin
          && end == found.end
          && surface.equals(found.surface)
          && isNear(score, found.score);
    }

    @Override
    public String toString() {
      return label + "[" + begin + "," + end + ") " + score;
    }
  }

  static GoldenExample of(Text text, Tagging tagging) {
    return new GoldenExample(
        text.content(),
        text.second(),
        tagging.sentences().stream().map(GoldenSentence::of).toList(),
        tagging.spans().stream().map(GoldenSpan::of).toList());
  }

  /** Returns what is tagged. */
  Text tagged() {
    return new Text(text, null, second);
  }

  /** What a bundle said once about a part of a text, and what it says now. */
  record Difference(String expected, String found) {}

  /**
   * Compares with what the model says now: scores within 1e-3, everything else exactly.
   *
   * @return the first difference, or {@code null} if there is none
   */
  @Nullable Difference difference(Tagging tagging) {
    GoldenExample found = of(tagged(), tagging);
    if (!allMatch(sentences, found.sentences, GoldenSentence::matches)) {
      return new Difference("sentences " + sentences, String.valueOf(found.sentences));
    }
    if (!allMatch(spans, found.spans, GoldenSpan::matches)) {
      return new Difference("spans " + spans, String.valueOf(found.spans));
    }
    return null;
  }

  /**
   * How much of what two taggings say of a text they both say: spans, and classes of sentences,
   * whatever their scores.
   *
   * @param common what both say, counted twice
   * @param said what each says, added up
   */
  record Agreement(int common, int said) {
    static final Agreement NONE = new Agreement(0, 0);

    Agreement plus(Agreement other) {
      return new Agreement(common + other.common, said + other.said);
    }

    /** Returns the share of what is said that both say, in [0, 1]; 1 if nothing is said. */
    double share() {
      return said == 0 ? 1 : (double) common / said;
    }
  }

  /** Compares with what the model says now, but for scores. */
  Agreement agreement(Tagging tagging) {
    Set<Object> then = withoutScores(this);
    Set<Object> now = withoutScores(of(tagged(), tagging));
    Set<Object> both = new HashSet<>(then);
    both.retainAll(now);
    return new Agreement(2 * both.size(), then.size() + now.size());
  }

  private static Set<Object> withoutScores(GoldenExample example) {
    Set<Object> said = new HashSet<>();
    for (GoldenSpan span : example.spans) {
      said.add(new GoldenSpan(span.label, span.begin, span.end, "", 0));
    }
    for (GoldenSentence sentence : example.sentences) {
      if (sentence.label != null) {
        said.add(new GoldenSentence(sentence.begin, sentence.end, sentence.label, null));
      }
    }
    return said;
  }

  private static <T> boolean allMatch(List<T> expected, List<T> found, BiPredicate<T, T> matches) {
    return expected.size() == found.size()
        && IntStream.range(0, expected.size())
            .allMatch(i -> matches.test(expected.get(i), found.get(i)));
  }

  private static boolean isNear(@Nullable Float expected, @Nullable Float found) {
    if (expected == null || found == null) {
      return Objects.equals(expected, found);
    }
    return Math.abs(expected - found) <= SCORE_TOLERANCE;
  }
}
