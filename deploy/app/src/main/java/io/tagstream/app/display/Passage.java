package io.tagstream.app.display;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tagstream.model.Tagging;
import java.util.List;
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

  /** A sentence with the most probable class, if it has one, and its probability. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"begin", "end", "label", "score"})
  public record Sentence(int begin, int end, @Nullable String label, @Nullable Float score) {}

  /** A labelled stretch of the text with its probability. */
  @JsonPropertyOrder({"label", "begin", "end", "surface", "score"})
  public record Span(String label, int begin, int end, String surface, float score) {}

  /** The name, version and digest of a model. */
  @JsonPropertyOrder({"name", "version", "digest"})
  public record Model(String name, String version, String digest) {}

  /** The coordinates of a Kafka record. */
  @JsonPropertyOrder({"topic", "partition", "offset"})
  public record Source(String topic, int partition, long offset) {}

  /** Returns what a tagger said about a text that stands alone. */
  public static Passage of(String text, Tagging tagging) {
    return new Passage(
        null,
        text,
        tagging.sentences().stream()
            .map(
                sentence ->
                    sentence.sentenceClass() == null
                        ? new Sentence(sentence.begin(), sentence.end(), null, null)
                        : new Sentence(
                            sentence.begin(),
                            sentence.end(),
                            sentence.sentenceClass().label(),
                            sentence.sentenceClass().score()))
            .toList(),
        tagging.spans().stream()
            .map(
                span ->
                    new Span(span.label(), span.begin(), span.end(), span.surface(), span.score()))
            .toList(),
        null,
        null);
  }
}
