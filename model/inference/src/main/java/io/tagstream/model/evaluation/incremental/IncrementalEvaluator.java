package io.tagstream.model.evaluation.incremental;

import io.tagstream.model.TokenTagger;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.evaluation.Evaluator;
import io.tagstream.model.evaluation.incremental.IncrementalReport.Curve;
import io.tagstream.model.evaluation.incremental.IncrementalReport.CurvePoint;
import io.tagstream.model.evaluation.incremental.IncrementalReport.TurnScores;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamRules.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Measures a model on labelled data that arrives as streams: the sentences that tell their place in
 * a stream one after the other, every other sentence as a stream of its own. Owned by one thread.
 */
public final class IncrementalEvaluator {
  /** Every {@link Curve} goes at least so far. */
  private static final int LEAST_LAST_CONTEXT = 16;

  /** Words of the stream before the events whose cost stands in a {@link Curve}. */
  private static final int TIMED_AT = 500;

  /** Output delays of a {@link Curve}. */
  public static final List<Integer> DELAYS = List.of(0, 1, 2, 3, 4);

  private static final int WHOLE_STREAM = Integer.MAX_VALUE;

  private final TokenStreamTagger tagger;
  private final @Nullable EventTimer timer;

  /**
   * Makes an evaluator.
   *
   * @param tagger the model; stays open
   * @param timer tells what an event of the same model costs; {@code null} to time nothing
   */
  public IncrementalEvaluator(TokenStreamTagger tagger, @Nullable EventTimer timer) {
    this.tagger = tagger;
    this.timer = timer;
  }

  /**
   * Measures streams whose events are pieces.
   *
   * @param rules those of {@link Mode#FRAGMENT}
   * @param tokensPerEvent tokens of an event; the last one of a stream may have fewer
   * @throws io.tagstream.model.TaggingException if the model fails
   */
  public IncrementalReport ofFragments(
      List<LabelledSentence> sentences, StreamRules rules, int tokensPerEvent) {
    // What is held back is known where nothing is, and labels are what a delay leaves of that.
    StreamRules undelayed = StreamRules.fragments(rules.rightContext());
    IncrementalTagger watched =
        new IncrementalTagger(tagger, undelayed, tokensPerEvent, List.of(rules.delay()));
    IncrementalTagger said = watched;
    Scores scores = scores(watched, sentences);
    if (rules.delay() > 0) {
      said = new IncrementalTagger(tagger, rules, tokensPerEvent, List.of());
      scores = scores(said, sentences);
    }
    Scores offline = offline(sentences);
    return new IncrementalReport(
        scores.slotF1(),
        scores.classAccuracy(),
        offline.slotF1(),
        offline.classAccuracy(),
        watched.stability(rules.delay()),
        said.edits(),
        micros(sentences, rules, EventTimer.POSITIONS),
        String.valueOf(tokensPerEvent),
        rules.rightContext(),
        rules.delay(),
        null);
  }

  /**
   * Measures streams whose events are turns; what is said of a turn is final at once.
   *
   * @param turnTagger the same model, for turns that are known as a whole
   * @param known tokens of the sentences that the model has learned from; none if they are not
   *     known
   * @throws io.tagstream.model.TaggingException if the model fails
   */
  public IncrementalReport ofTurns(
      TokenTagger turnTagger, List<LabelledSentence> sentences, Set<List<String>> known) {
    Evaluator evaluator = new Evaluator(turnTagger);
    Predicate<LabelledSentence> unseen = sentence -> !known.contains(sentence.tokens());
    Scores carried = Scores.of(evaluator.evaluateStreams(sentences, sentence -> true));
    Scores alone = Scores.of(evaluator.evaluate(sentences));
    TurnScores turns = new TurnScores(carried, alone, null, null);
    if (!known.isEmpty()) {
      turns =
          new TurnScores(
              carried,
              alone,
              Scores.of(evaluator.evaluateStreams(sentences, unseen)),
              Scores.of(evaluator.evaluate(sentences.stream().filter(unseen).toList())));
    }
    return new IncrementalReport(
        carried.slotF1(),
        carried.classAccuracy(),
        null,
        null,
        StabilityScores.FINAL_AT_ONCE,
        null,
        micros(sentences, StreamRules.utterances(), EventTimer.POSITIONS),
        "turn",
        0,
        0,
        turns);
  }

  /**
   * Returns the right contexts of a {@link Curve}: 0, 1 and its doubles, to twice that of the
   * bundle, so that those of different bundles can be laid side by side.
   *
   * @param preset right context of the bundle, in tokens
   */
  public static List<Integer> rightContexts(int preset) {
    int last = Math.min(StreamRules.MAX_TOKENS, Math.max(LEAST_LAST_CONTEXT, 2 * preset));
    List<Integer> contexts = new ArrayList<>(List.of(0));
    for (int context = 1; context <= last; context *= 2) {
      contexts.add(context);
    }
    return contexts;
  }

  /**
   * Measures streams that arrive token by token with each of some right contexts and {@link
   * #DELAYS}.
   *
   * @param rightContexts in tokens
   * @throws io.tagstream.model.TaggingException if the model fails
   */
  public Curve curve(List<LabelledSentence> sentences, List<Integer> rightContexts) {
    List<CurvePoint> points = new ArrayList<>();
    for (int rightContext : rightContexts) {
      StreamRules rules = StreamRules.fragments(rightContext);
      IncrementalTagger watched = new IncrementalTagger(tagger, rules, 1, DELAYS);
      Scores scores = scores(watched, sentences);
      Double micros = micros(sentences, rules, List.of(TIMED_AT)).get(TIMED_AT);
      for (int delay : DELAYS) {
        StabilityScores stability = watched.stability(delay);
        points.add(
            new CurvePoint(
                rightContext,
                delay,
                scores.slotF1(),
                stability.editOverhead(),
                stability.meanDelayTokens(),
                micros));
      }
    }
    return new Curve(offline(sentences).slotF1(), points);
  }

  private Scores offline(List<LabelledSentence> sentences) {
    StreamRules rules = StreamRules.fragments(0);
    return scores(new IncrementalTagger(tagger, rules, WHOLE_STREAM, List.of()), sentences);
  }

  private static Scores scores(TokenTagger tagger, List<LabelledSentence> sentences) {
    return Scores.of(new Evaluator(tagger).evaluateStreams(sentences, sentence -> true));
  }

  private SortedMap<Integer, Double> micros(
      List<LabelledSentence> sentences, StreamRules rules, List<Integer> positions) {
    return timer == null
        ? Collections.emptySortedMap()
        : timer.microsPerEvent(
            rules, sentences.stream().map(LabelledSentence::tokens).toList(), positions);
  }
}
