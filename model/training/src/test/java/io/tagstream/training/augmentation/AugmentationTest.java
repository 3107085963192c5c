package io.tagstream.training.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.Shares;
import io.tagstream.training.config.Shares.SwapWithin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final LabelledSentence SENTENCE =
      sentence("Play \" Hey , Jude \" , please !", "O O B-song I-song I-song O O O O");

  private final Random random = new Random(5);

  @Property(tries = 200)
  void shouldKeepTagsValidAndTheClass(
      @ForAll("sentences") LabelledSentence sentence,
      @ForAll("sentences") LabelledSentence another,
      @ForAll long seed) {
    Random drawn = new Random(seed);
    Stream.of(
            new SpanSwap(List.of(sentence, another), SwapWithin.CLASS),
            new SpanSwap(List.of(another), SwapWithin.DATA),
            new RandomPrefix(),
            ChangedCase.LOWER,
            ChangedCase.UPPER,
            new WithoutPunctuation())
        .map(augmentation -> augmentation.of(sentence, drawn))
        .forEach(changed -> assertValid(changed, sentence));
  }

  @Property(tries = 100)
  void shouldShowEverySentenceOfAnEpochAndTheSameForTheSameSeed(
      @ForAll("sentences") LabelledSentence first,
      @ForAll("sentences") LabelledSentence second,
      @ForAll long seed) {
    AugmentedEpoch epoch =
        new AugmentedEpoch(List.of(first, second), new Shares(0.5, 0.5, 0.2, 0.2, 0.2, 0.2));

    List<LabelledSentence> shown = epoch.shown(new Random(seed));

    assertThat(shown).isEqualTo(epoch.shown(new Random(seed))).hasSize(2);
    assertValid(shown.get(0), first);
    assertValid(shown.get(1), second);
  }

  @Test
  void shouldShowTheDataAsItIsUnlessToldOtherwise() {
    AugmentedEpoch epoch = new AugmentedEpoch(List.of(SENTENCE), Shares.NONE);

    assertThat(epoch.shown(random)).containsExactly(SENTENCE);
  }

  @Test
  void shouldChangeAsManySentencesAsItIsTold() {
    List<LabelledSentence> many =
        Stream.generate(() -> sentence("Play this .", "O O O")).limit(4_000).toList();
    AugmentedEpoch epoch = new AugmentedEpoch(many, new Shares(0, 0.5, 0.1, 0.2, 0.3, 0.4));

    List<String> shown =
        epoch.shown(random).stream().map(sentence -> String.join(" ", sentence.tokens())).toList();

    // Prefixes have one, two or three words with the same probability.
    assertThat(share(shown, "play this")).isBetween(0.10, 0.135); // 0.08 plain, 0.03 lower
    assertThat(share(shown, "PLAY THIS .")).isBetween(0.17, 0.23);
    assertThat(share(shown, "play this .")).isBetween(0.10, 0.17);
    assertThat(share(shown, "PLAY")).isBetween(0.03, 0.07);
  }

  private static double share(List<String> shown, String text) {
    return shown.stream().filter(text::equals).count() / (double) shown.size();
  }

  @Test
  void shouldLeavePunctuationInsideOfNames() {
    assertThat(new WithoutPunctuation().of(SENTENCE, random))
        .isEqualTo(sentence("Play Hey , Jude please", "O B-song I-song I-song O"));
  }

  @Test
  void shouldLeaveSomethingOfNothingButPunctuation() {
    LabelledSentence marks = sentence("? !", "O O");

    assertThat(new WithoutPunctuation().of(marks, random)).isEqualTo(marks);
  }

  @Test
  void shouldWriteInCapitalsAndWithout() {
    assertThat(ChangedCase.UPPER.of(SENTENCE, random).tokens()).startsWith("PLAY", "\"", "HEY");
    assertThat(ChangedCase.LOWER.of(SENTENCE, random).tokens()).startsWith("play", "\"", "hey");
  }

  @Test
  void shouldCutOffAnywhere() {
    assertThat(
            Stream.generate(() -> new RandomPrefix().of(SENTENCE, random).tokens().size())
                .limit(500)
                .distinct())
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void shouldSwapSpansOfTheSameLabelOnly() {
    SpanSwap swap =
        new SpanSwap(
            List.of(
                sentence("Sun by Ra", "B-song O B-artist"),
                sentence("Two Sides by Joni", "B-song I-song O B-artist")),
            SwapWithin.DATA);

    assertThat(
            Stream.generate(() -> swap.of(sentence("play X now", "O B-song O"), random))
                .limit(100)
                .distinct())
        .containsExactlyInAnyOrder(
            sentence("play Sun now", "O B-song O"),
            sentence("play Two Sides now", "O B-song I-song O"));
  }

  @Test
  void shouldSwapSpansWithinAClassIfToldSo() {
    List<LabelledSentence> sentences =
        List.of(
            ofClass("find the book Emma", "O O B-kind B-name", "Search"),
            ofClass("is the film Emma on", "O O B-kind B-name O", "Screening"));
    LabelledSentence sentence = ofClass("a song", "O B-kind", "Screening");
    SpanSwap withinData = new SpanSwap(sentences, SwapWithin.DATA);
    SpanSwap withinClass = new SpanSwap(sentences, SwapWithin.CLASS);

    assertThat(Stream.generate(() -> withinData.of(sentence, random)).limit(100).distinct())
        .containsExactlyInAnyOrder(
            ofClass("a book", "O B-kind", "Screening"), ofClass("a film", "O B-kind", "Screening"));
    assertThat(Stream.generate(() -> withinClass.of(sentence, random)).limit(100).distinct())
        .containsExactly(ofClass("a film", "O B-kind", "Screening"));
  }

  private static LabelledSentence ofClass(String words, String tags, String sentenceClass) {
    LabelledSentence sentence = sentence(words, tags);
    return new LabelledSentence(
        sentence.id(), null, sentence.tokens(), sentence.tags(), sentenceClass);
  }

  private static void assertValid(LabelledSentence changed, LabelledSentence original) {
    assertThat(changed.label()).isEqualTo(original.label());
    assertThat(changed.tokens()).isNotEmpty();
    assertThat(changed.tags()).hasSize(original.hasTags() ? changed.tokens().size() : 0);
    String before = "O";
    for (String tag : changed.tags()) {
      if (tag.startsWith("I-")) {
        assertThat(before).isIn(tag, "B-" + tag.substring(2));
      }
      before = tag;
    }
  }

  @Provide
  Arbitrary<LabelledSentence> sentences() {
    Arbitrary<List<String>> words =
        Arbitraries.of("Play", "ça", "HEY", ",", "?", "42", "…").list().ofMinSize(1).ofMaxSize(3);
    Arbitrary<String> labels = Arbitraries.of("", "song", "artist");
    return Combinators.combine(
            Combinators.combine(words, labels).as(Piece::new).list().ofMinSize(1).ofMaxSize(5),
            Arbitraries.of(true, false))
        .as(AugmentationTest::sentence);
  }

  private record Piece(List<String> words, String label) {}

  private static LabelledSentence sentence(List<Piece> pieces, boolean tagged) {
    List<String> tokens = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (Piece piece : pieces) {
      String prefix = "B-";
      for (String word : piece.words()) {
        tokens.add(word);
        tags.add(piece.label().isEmpty() ? "O" : prefix + piece.label());
        prefix = "I-";
      }
    }
    return new LabelledSentence("made-up", null, tokens, tagged ? tags : List.of(), "music");
  }

  private static LabelledSentence sentence(String tokens, String tags) {
    return new LabelledSentence(
        "made-up", null, Arrays.asList(tokens.split(" ")), Arrays.asList(tags.split(" ")), "music");
  }
}
