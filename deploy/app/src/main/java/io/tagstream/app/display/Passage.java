package io.tagstream.app.display;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Tagging;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tagged text as it is shown, wherever it comes from. Positions count Unicode code points, begin
 * inclusive, end exclusive.
 *
 * @param key the stream it belongs to, or {@code null} if it stands alone
 * @param text the text
 * @param sentences its sentences in order
 * @param spans its spans ordered by begin; they do not overlap
 * @param model what tagged it, or {@code null} if that is plain from the command
 * @param source the Kafka record it was made from, or {@code null} if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"key", "text", "sentences", "spans", "model", "source"})
public record Passage(
    @Nullable String key,
    String text,
    List<Sentence> sentences,
    List<Span> spans,
    @Nullable Model model,
    @Nullable Source source) {
  public Passage {
    sentences = List.copyOf(sentences);
    spans = List.copyOf(spans);
  }

  /**
   * A sentence with the most probable class, if it has one, and its probability.
   *
   * @param scores the probability of every class, or {@code null} if they were not asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"begin", "end", "label", "score", "scores"})
  public record Sentence(
      int begin,
      int end,
      @Nullable String label,
      @Nullable Float score,
      @Nullable Map<String, Float> scores) {
    /** A sentence without the classes that are less probable. */
    public Sentence(int begin, int end, @Nullable String label, @Nullable Float score) {
      this(begin, end, label, score, null);
    }

    private static Sentence of(ClassifiedSentence sentence, boolean scores) {
      SentenceClass found = sentence.sentenceClass();
      return found == null
          ? new Sentence(sentence.begin(), sentence.end(), null, null)
          : new Sentence(
              sentence.begin(),
              sentence.end(),
              found.label(),
              found.score(),
              scores ? found.scores() : null);
    }
  }

  /** A labelled stretch of the text with its probability. */
  @JsonPropertyOrder({"label", "begin", "end", "surface", "score"})
  public record Span(String label, int begin, int end, String surface, float score) {}

  /** The name, version and digest of a model. */
  @JsonPropertyOrder({"name", "version", "digest"})
  public record Model(String name, String version, String digest) {}

  /** The coordinates of a Kafka record. */
  @JsonPropertyOrder({"topic", "partition", "offset"})
  public record Source(String topic, int partition, long offset) {}

  /**
   * Returns what a tagger said about a text that stands alone.
   *
   * @param scores whether with the probability of every class
   */
  public static Passage of(String text, Tagging tagging, boolean scores) {
    return new Passage(
        null,
        text,
        tagging.sentences().stream().map(sentence -> Sentence.of(sentence, scores)).toList(),
        tagging.spans().stream()
            .map(
                span ->
                    new Span(span.label(), span.begin(), span.end(), span.surface(), span.score()))
            .toList(),
        null,
        null);
  }
}
