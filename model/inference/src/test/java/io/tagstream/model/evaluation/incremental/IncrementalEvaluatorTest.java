package io.tagstream.model.evaluation.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.data.StreamPlace;
import io.tagstream.model.evaluation.incremental.IncrementalReport.Curve;
import io.tagstream.model.evaluation.incremental.IncrementalReport.CurvePoint;
import io.tagstream.model.evaluation.incremental.IncrementalReport.TurnScores;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamRules.Mode;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.TailReader;
import io.tagstream.model.stream.TokenEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** With a real graph of random weights, which changes its mind often. */
class IncrementalEvaluatorTest {
  private static final List<String> WORDS =
      List.of("play", "some", "music", "by", "Ann", "Lee", "book", "a", "table", "Oslo", "today");
  private static final List<String> TAGS = List.of("O", "B-artist", "I-artist", "B-place");
  private static final BundleTagger TAGGER =
      Bundles.open(
              BundleFiles.inDirectory(
                  Path.of("src/test/resources/io/tagstream/bundles/tiny-streams")))
          .tagger();

  @AfterAll
  static void close() {
    TAGGER.close();
  }

  @Test
  void shouldSayInTheEndWhatIsSaidOfTheWholeIfAllOfItIsReadAgain() {
    IncrementalReport report = evaluator().ofFragments(sentences(60), rules(64, 0), 1);

    assertThat(report.finalF1()).isNotNull().isEqualTo(report.offlineF1());
    assertThat(report.classAccuracy()).isNotNull().isEqualTo(report.offlineClassAccuracy());
    assertThat(report.stability().editOverhead()).isPositive();
  }

  @Test
  void shouldSayAtOnceWhatComesInOneEvent() {
    IncrementalReport report = evaluator().ofFragments(sentences(20), rules(2, 0), 100);

    assertThat(report.finalF1()).isEqualTo(report.offlineF1());
    assertThat(report.stability()).isEqualTo(StabilityScores.FINAL_AT_ONCE);
    assertThat(report.edits()).extracting(EditScores::events).isEqualTo(20L);
  }

  @Test
  void shouldEditLessAndLaterUnderADelay() {
    List<LabelledSentence> sentences = sentences(60);

    IncrementalReport prompt = evaluator().ofFragments(sentences, rules(4, 0), 1);
    IncrementalReport delayed = evaluator().ofFragments(sentences, rules(4, 3), 1);

    assertThat(delayed.finalF1()).isEqualTo(prompt.finalF1());
    assertThat(delayed.stability().editOverhead()).isLessThan(prompt.stability().editOverhead());
    assertThat(delayed.stability().meanDelayTokens())
        .isGreaterThan(prompt.stability().meanDelayTokens());
    assertThat(prompt.stability().onlyDelayedTokens()).isZero();
    assertThat(delayed.stability().onlyDelayedTokens()).isPositive();
  }

  /** The labels under a delay are made of what is known without; the edits must say the same. */
  @Test
  void shouldKnowWhatADelayHoldsBack() {
    for (int delay = 1; delay <= 3; delay++) {
      for (LabelledSentence sentence : sentences(10)) {
        TokenStream prompt = stream(sentence, new LabelHistory(delay));
        TokenStream delayed = stream(sentence, new LabelHistory(0));
        while (prompt.hasNext()) {
          read(prompt, rules(3, 0));
          read(delayed, rules(3, delay));
          List<String> said = delayed.histories().get(0).labels();
          assertThat(prompt.histories().get(0).labels()).isEqualTo(said);
        }
      }
    }
  }

  @Test
  void shouldReadTheSentencesOfAKeyAsOneStreamInTheirOrder() {
    List<LabelledSentence> ordered = new ArrayList<>();
    List<LabelledSentence> shuffled = new ArrayList<>();
    for (LabelledSentence sentence : sentences(6)) {
      ordered.add(placed(sentence, new StreamPlace("key", ordered.size())));
      shuffled.add(0, ordered.get(ordered.size() - 1));
    }

    EditScores edits = evaluator().ofFragments(shuffled, rules(4, 0), 10).edits();

    int tokens = ordered.stream().mapToInt(sentence -> sentence.tokens().size()).sum();
    assertThat(edits).extracting(EditScores::events).isEqualTo((tokens + 9) / 10L);
    assertThat(edits).isEqualTo(evaluator().ofFragments(ordered, rules(4, 0), 10).edits());
  }

  @Test
  void shouldTellTurnsThatAreKnownFromOthers() {
    List<LabelledSentence> sentences = sentences(12);
    Set<List<String>> known = Set.of(sentences.get(0).tokens(), sentences.get(1).tokens());

    IncrementalReport report = evaluator().ofTurns(TAGGER, sentences, known);
    IncrementalReport unknown = evaluator().ofTurns(TAGGER, sentences, Set.of());

    TurnScores turns = Objects.requireNonNull(report.turns());
    assertThat(turns.carried()).extracting(Scores::sentences).isEqualTo(12);
    assertThat(turns.unseen()).extracting(Scores::sentences).isEqualTo(10);
    assertThat(turns.unseenAlone()).extracting(Scores::sentences).isEqualTo(10);
    assertThat(unknown.turns()).extracting(TurnScores::unseen).isNull();
    assertThat(report.stability()).isEqualTo(StabilityScores.FINAL_AT_ONCE);
  }

  @Test
  void shouldGiveACurveThatAgreesWithSingleMeasurements() {
    List<LabelledSentence> sentences = sentences(30);

    Curve curve = evaluator().curve(sentences, List.of(0, 2));

    assertThat(curve.points()).hasSize(10);
    IncrementalReport single = evaluator().ofFragments(sentences, rules(2, 1), 1);
    assertThat(curve.offlineF1()).isEqualTo(single.offlineF1());
    assertThat(curve.points())
        .contains(
            new CurvePoint(
                2,
                1,
                single.finalF1(),
                single.stability().editOverhead(),
                single.stability().meanDelayTokens(),
                null));
  }

  @Test
  void shouldGoToTwiceTheContextOfTheBundle() {
    assertThat(IncrementalEvaluator.rightContexts(3)).containsExactly(0, 1, 2, 4, 8, 16);
    assertThat(IncrementalEvaluator.rightContexts(32)).endsWith(8, 16, 32, 64);
    assertThat(IncrementalEvaluator.rightContexts(StreamRules.MAX_TOKENS))
        .endsWith(256, StreamRules.MAX_TOKENS);
  }

  /**
   * A tagger that sees sentences alone, of which each word's tag depends on the second after it.
   */
  @Test
  void shouldMeasureATaggerWithoutStateByTheSameFigures() {
    TailReader reader = new TailReader(texts -> List.of(), IncrementalEvaluatorTest::tagged);
    IncrementalEvaluator evaluator = new IncrementalEvaluator(reader::readTokens, null);
    List<LabelledSentence> sentences = sentences(40);

    IncrementalReport whole = evaluator.ofFragments(sentences, rules(64, 0), 1);
    IncrementalReport delayed = evaluator.ofFragments(sentences, rules(64, 2), 1);
    IncrementalReport last = evaluator.ofFragments(sentences, rules(0, 0), 1);

    assertThat(whole.finalF1()).isPositive().isEqualTo(whole.offlineF1());
    assertThat(whole.classAccuracy()).isEqualTo(whole.offlineClassAccuracy());
    assertThat(whole.stability().editOverhead()).isPositive();
    assertThat(delayed.finalF1()).isEqualTo(whole.finalF1());
    assertThat(delayed.stability().editOverhead()).isZero();
    assertThat(last.offlineF1()).isEqualTo(whole.offlineF1());
    assertThat(last.finalF1()).isNotEqualTo(whole.finalF1());
    assertThat(last.stability().editOverhead()).isLessThan(whole.stability().editOverhead());
  }

  /** A word is an artist if the second after it is {@code by}. */
  private static List<TokenTagging> tagged(List<List<String>> sentences) {
    return sentences.stream()
        .map(
            words -> {
              List<String> tags =
                  IntStream.range(0, words.size())
                      .mapToObj(i -> i + 2 < words.size() && words.get(i + 2).equals("by"))
                      .map(before -> before ? "B-artist" : "O")
                      .toList();
              List<Float> scores = tags.stream().filter("B-artist"::equals).map(tag -> 1f).toList();
              return new TokenTagging(tags, scores, new SentenceClass("BookTable", 1, Map.of()));
            })
        .toList();
  }

  private static IncrementalEvaluator evaluator() {
    return new IncrementalEvaluator(TAGGER::readTokens, null);
  }

  private static StreamRules rules(int rightContext, int delay) {
    return new StreamRules(Mode.FRAGMENT, rightContext, delay);
  }

  private static TokenStream stream(LabelledSentence sentence, LabelHistory history) {
    return new TokenStream(List.of(sentence.tokens()), List.of(history), new EditCounts());
  }

  private static void read(TokenStream stream, StreamRules rules) {
    TokenEvent event = stream.next(1);
    StreamStep step = TAGGER.readTokens(rules, List.of(event)).get(0);
    stream.add(event, step);
  }

  private static LabelledSentence placed(LabelledSentence sentence, StreamPlace place) {
    return new LabelledSentence(
        sentence.id(), null, sentence.tokens(), sentence.tags(), sentence.label(), Set.of(), place);
  }

  private static List<LabelledSentence> sentences(int count) {
    Random random = new Random(7);
    List<LabelledSentence> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = 5 + random.nextInt(10);
      sentences.add(
          new LabelledSentence(
              String.valueOf(i),
              null,
              IntStream.range(0, length).mapToObj(any -> pick(WORDS, random)).toList(),
              IntStream.range(0, length).mapToObj(any -> pick(TAGS, random)).toList(),
              random.nextBoolean() ? "BookTable" : "PlayMusic"));
    }
    return sentences;
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
