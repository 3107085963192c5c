package io.tagstream.model.evaluation.incremental;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a model did on streams that arrived event by event. F1 and accuracy are in percent, shares in
 * [0,1]. As JSON this is what {@code evaluate --incremental --format json} prints as {@code
 * incremental}.
 *
 * @param finalF1 F1 of the spans that are said in the end, or {@code null} if the model or the data
 *     has none
 * @param classAccuracy accuracy of the classes that are said in the end, or {@code null}
 * @param offlineF1 F1 with every stream in one event; {@code null} where an event is a turn
 * @param offlineClassAccuracy accuracy with every stream in one event, or {@code null}
 * @param stability how steady labels were; its figures stand beside the others in JSON
 * @param edits what was said and taken back, likewise; {@code null} where an event is a turn
 * @param microsPerEvent median microseconds of an event of text, its state read from bytes and made
 *     bytes again, by position of the stream in tokens
 * @param by how many tokens an event has, or that it is a turn
 * @param rightContext R, or W of a model without recurrent state, in tokens
 * @param delay output delay in tokens
 * @param turns what the carried state is worth, or {@code null} where an event is no turn
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"finalF1", "classAccuracy", "offlineF1", "offlineClassAccuracy"})
public record IncrementalReport(
    @Nullable Double finalF1,
    @Nullable Double classAccuracy,
    @Nullable Double offlineF1,
    @Nullable Double offlineClassAccuracy,
    @JsonUnwrapped StabilityScores stability,
    @JsonUnwrapped @Nullable EditScores edits,
    SortedMap<Integer, Double> microsPerEvent,
    String by,
    int rightContext,
    int delay,
    @Nullable TurnScores turns) {
  public IncrementalReport {
    microsPerEvent = Collections.unmodifiableSortedMap(new TreeMap<>(microsPerEvent));
  }

  /**
   * What the carried state is worth.
   *
   * @param carried scores of all turns, with the state of the turns before
   * @param alone scores of the same, each from zero state
   * @param unseen scores, with carried state, of the turns whose tokens are those of no sentence
   *     that is known; {@code null} if none are known
   * @param unseenAlone scores of the same, each from zero state
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"carried", "alone", "unseen", "unseenAlone"})
  public record TurnScores(
      Scores carried, Scores alone, @Nullable Scores unseen, @Nullable Scores unseenAlone) {}

  /**
   * What one right context and delay lead to.
   *
   * @param rightContext R or W, in tokens
   * @param delay output delay in tokens
   * @param finalF1 as above
   * @param editOverhead as above
   * @param meanDelayTokens as above
   * @param microsPerEvent median microseconds of an event far into a stream, whatever the delay;
   *     {@code null} if nothing was timed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CurvePoint(
      int rightContext,
      int delay,
      @Nullable Double finalF1,
      double editOverhead,
      double meanDelayTokens,
      @Nullable Double microsPerEvent) {}

  /**
   * What right contexts and delays lead to.
   *
   * @param offlineF1 F1 with every stream in one event
   * @param points ordered by right context, then delay
   */
  public record Curve(@Nullable Double offlineF1, List<CurvePoint> points) {
    public Curve {
      points = List.copyOf(points);
    }
  }
}
