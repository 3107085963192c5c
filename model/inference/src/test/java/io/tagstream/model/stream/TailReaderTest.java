package io.tagstream.model.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.decode.TokenSpan;
import io.tagstream.model.stream.StreamState.SaidSentence;
import io.tagstream.model.stream.StreamState.SaidSpan;
import io.tagstream.model.text.AnyText;
import io.tagstream.model.text.CodePoints;
import io.tagstream.model.text.WordTokenizer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams read piece by piece against the same text tagged at once, with toy taggers. */
class TailReaderTest {
  private static final StreamStateCodec CODEC =
      new StreamStateCodec(StreamStateCodec.Precision.FLOAT);
  private static final List<Function<List<Text>, List<Tagging>>> TAGGERS =
      List.of(ToyTagger::bySentence, ToyTagger::asOne, ToyTagger::asOneSpan);

  private static TailReader reader(Function<List<Text>, List<Tagging>> tagger) {
    return new TailReader(tagger, ToyTagger::ofTokens);
  }

  @Provide
  Arbitrary<List<String>> splits() {
    Arbitrary<String> words =
        Arbitraries.of(
                "Book ",
                "a ",
                "table ",
                "in Oslo. ",
                "Dr. ",
                "no. 5 ",
                "3.",
                "14 ",
                "he said: ",
                "unendinglylongword",
                "\u6771\u4EAC\u3002",
                "\u30AB\u30BF",
                "\uD835\uDC00\uD83D\uDE00 ",
                "\u0645\u0631\u062D\u0628\u0627 ",
                "\u0928\u092E\u0938\u094D\u0924\u0947\u0964 ",
                "\n",
                "   ")
            .list()
            .ofMaxSize(60)
            .map(list -> String.join("", list));
    return Combinators.combine(
            Arbitraries.oneOf(words, AnyText.texts()).filter(TailReaderTest::hasWords),
            Arbitraries.randoms())
        .as(TailReaderTest::cut);
  }

  /** A longer stretch without white space is not waited for. */
  private static boolean hasWords(String text) {
    int stretch = 0;
    for (int point : text.codePoints().toArray()) {
      stretch = UCharacter.isUWhiteSpace(point) ? 0 : stretch + 1;
      if (stretch > OpenStretch.LONGEST) {
        return false;
      }
    }
    return true;
  }

  /** Cuts a text anywhere, between the halves of a surrogate pair as well. */
  private static List<String> cut(String text, Random random) {
    List<String> pieces = new ArrayList<>();
    int longest = 1 + random.nextInt(20);
    for (int begin = 0; begin < text.length(); ) {
      int end = Math.min(text.length(), begin + 1 + random.nextInt(longest));
      pieces.add(text.substring(begin, end));
      begin = end;
    }
    return pieces;
  }

  private static String whole(List<String> pieces) {
    StringBuilder whole = new StringBuilder();
    pieces.forEach(piece -> whole.append(StreamEvent.of(null, piece).wellFormedText()));
    return whole.toString();
  }

  private static int words(String text) {
    return new WordTokenizer().tokenize(text).size();
  }

  @Property(tries = 300)
  void shouldSayWhatTheTaggerSaysOfTheWholeText(
      @ForAll("splits") List<String> pieces,
      @ForAll @IntRange(max = 2) int tagger,
      @ForAll @IntRange(max = 3) int more,
      @ForAll @IntRange(max = 4) int delay) {
    String whole = whole(pieces);
    int rightContext = Math.min(StreamRules.MAX_TOKENS, words(whole) + more);
    StreamRules rules = new StreamRules(StreamRules.Mode.FRAGMENT, rightContext, delay);
    Tagging offline = TAGGERS.get(tagger).apply(List.of(Text.of(whole))).get(0);

    Read read = read(reader(TAGGERS.get(tagger)), rules, pieces);

    assertThat(read.fold.spans()).isEqualTo(spans(0, offline));
    assertThat(read.fold.sentences()).isEqualTo(sentences(0, offline));
    if (delay == 0) {
      assertThat(read.last.spans()).extracting(SaidSpan::score).isEqualTo(scores(offline));
      assertThat(read.last.saidSentences())
          .extracting(SaidSentence::score)
          .isEqualTo(offline.sentences().stream().map(one -> classOf(one).score()).toList());
    }
  }

  private static List<String> spans(long from, Tagging tagging) {
    return tagging.spans().stream()
        .map(one -> said(one.label(), from + one.begin(), from + one.end()))
        .toList();
  }

  private static List<Float> scores(Tagging tagging) {
    return tagging.spans().stream().map(Span::score).toList();
  }

  private static List<String> sentences(long from, Tagging tagging) {
    return tagging.sentences().stream()
        .map(one -> said(classOf(one).label(), from + one.begin(), from + one.end()))
        .toList();
  }

  private static String said(String label, long begin, long end) {
    return label + " " + begin + " " + end;
  }

  private static SentenceClass classOf(ClassifiedSentence sentence) {
    return Objects.requireNonNull(sentence.sentenceClass());
  }

  /** What a stream came to: all that is said, the bytes of all states, the last before the end. */
  private record Read(Fold fold, List<byte[]> states, StreamState last) {}

  private static Read read(TailReader reader, StreamRules rules, List<String> pieces) {
    Fold fold = new Fold();
    List<byte[]> states = new ArrayList<>();
    StreamState state = StreamState.BEGIN;
    for (String piece : pieces) {
      StreamStep step = one(reader, rules, StreamEvent.of(state, piece));
      fold.add(step);
      states.add(CODEC.encode(step.state()));
      state = CODEC.decode(ByteBuffer.wrap(states.get(states.size() - 1)));
      assertThat(state).isEqualTo(step.state());
    }
    StreamStep end = one(reader, rules, new StreamEvent(state, "", null, true));
    fold.add(end);
    assertThat(end.finalAfter()).isEqualTo(end.end());
    assertThat(end.state().spans()).isEmpty();
    assertThat(end.state().saidSentences()).isEmpty();
    return new Read(fold, states, state);
  }

  private static StreamStep one(TailReader reader, StreamRules rules, StreamEvent event) {
    // Another stream beside it must not matter, nor one that has nothing to tag.
    StreamEvent other = StreamEvent.of(null, "Then play Ann Lee");
    StreamEvent empty = new StreamEvent(null, "", null, true);
    return reader.read(rules, List.of(other, empty, event)).get(2);
  }

  @Property(tries = 300)
  void shouldContradictItselfNever(
      @ForAll("splits") List<String> pieces,
      @ForAll @IntRange(max = 2) int tagger,
      @ForAll @IntRange(max = 9) int rightContext,
      @ForAll @IntRange(max = 4) int delay) {
    StreamRules rules = new StreamRules(StreamRules.Mode.FRAGMENT, rightContext, delay);
    TailReader reader = reader(TAGGERS.get(tagger));

    Read read = read(reader, rules, pieces);

    // A replay gives the very same states.
    assertThat(read(reader, rules, pieces).states)
        .usingElementComparator(Arrays::compare)
        .isEqualTo(read.states);
    int tail = Math.max(1, Math.max(rightContext, delay));
    assertThat(words(read.last.text()))
        .isGreaterThanOrEqualTo(Math.min(tail, words(whole(pieces))));
  }

  @Property(tries = 200)
  void shouldCutNoWord(
      @ForAll("splits") List<String> pieces, @ForAll @IntRange(max = 9) int rightContext) {
    StreamState state = StreamState.BEGIN;
    StringBuilder read = new StringBuilder();
    TailReader reader = reader(ToyTagger::bySentence);
    for (String piece : pieces) {
      state =
          one(reader, StreamRules.fragments(rightContext), StreamEvent.of(state, piece)).state();
      read.append(StreamEvent.of(null, piece).wellFormedText());
      String text = read.toString();
      int begin = (int) state.textBegin();
      assertThat(text).endsWith(state.text());
      if (begin > 0) {
        assertThat(new WordTokenizer().tokenize(text)).anyMatch(token -> token.begin() == begin);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\n",
        "   \n",
        "12\n",
        "!!! ",
        "12. ",
        "x",
        "\u98DF",
        "so on and ",
        ".",
        "\u0301",
        "\uD83D\uDE00",
        "a.b@"
      })
  void shouldTagNoMoreOfAnEndlessStream(String piece) {
    StreamRules rules = StreamRules.fragments(4);
    for (Function<List<Text>, List<Tagging>> tagger : TAGGERS) {
      Fold fold = new Fold();
      StreamState state = StreamState.BEGIN;
      int longest = 0;
      for (int i = 0; i < 400; i++) {
        StreamEvent event = StreamEvent.of(state, piece.repeat(5));
        StreamStep step = reader(tagger).read(rules, List.of(event)).get(0);
        fold.add(step);
        state = step.state();
        longest = Math.max(longest, CodePoints.length(state.text()));
      }
      assertThat(longest).isLessThanOrEqualTo((int) TailCut.longest(4));
      assertThat(CODEC.encode(state).length).isLessThan(8_000);
    }
  }

  @Test
  void shouldTagOnlyTheTailOfLongStreams() {
    String text = "Ann plays a song . ".repeat(300);
    List<Integer> tagged = new ArrayList<>();
    TailReader reader =
        new TailReader(
            texts -> {
              tagged.add(words(texts.get(0).content()));
              return ToyTagger.asOne(texts);
            },
            ToyTagger::ofTokens);
    StreamState state = StreamState.BEGIN;
    for (String piece : text.split("(?<= )", -1)) {
      state =
          reader
              .read(StreamRules.fragments(20), List.of(StreamEvent.of(state, piece)))
              .get(0)
              .state();
    }
    // One more for the new word, and the rest of a span at the begin.
    assertThat(tagged.subList(20, tagged.size() - 1)).allMatch(count -> 21 <= count && count <= 24);
    // The sentence has begun long before, and goes on.
    assertThat(state.saidSentences()).extracting(SaidSentence::begin).containsExactly(0L);
  }

  @Test
  void shouldBeginTheTailWithASentenceOrASpan() {
    StreamRules rules = StreamRules.fragments(4);
    String begun = "One two three. Four five six. ";
    TailReader sentences = reader(ToyTagger::bySentence);

    assertThat(one(sentences, rules, StreamEvent.of(null, begun)).state().text())
        .isEqualTo("Four five six. ");
    assertThat(one(sentences, rules, StreamEvent.of(null, begun + "Seven")).state().text())
        .isEqualTo("Four five six. Seven");
    assertThat(
            one(sentences, rules, StreamEvent.of(null, "one two three four five six"))
                .state()
                .text())
        .isEqualTo("three four five six");
    TailReader span =
        reader(
            texts ->
                List.of(spanned(1, 12), spanned(1, 12), spanned(4, 13))
                    .subList(3 - texts.size(), 3));
    assertThat(one(span, rules, StreamEvent.of(null, "one two three four five six")).state().text())
        .isEqualTo("two three four five six");
  }

  private static Tagging spanned(int begin, int end) {
    return new Tagging(List.of(), List.of(new Span("x", begin, end, "", 1)));
  }

  /** The mark joins two words for those who cut, and the second is another one by itself. */
  @Test
  void shouldCutAtNoMarkOfDirection() {
    String joined = "a\u200Fhttp://a.b/c?D. ";

    assertThat(one(silent(), StreamRules.fragments(6), StreamEvent.of(null, "b " + joined)))
        .extracting(step -> step.state().text())
        .isEqualTo(joined);
    assertThat(one(silent(), StreamRules.fragments(1), StreamEvent.of(null, "x y \u200Fz ")))
        .extracting(step -> step.state().text())
        .isEqualTo("z ");
  }

  private static TailReader silent() {
    return reader(texts -> texts.stream().map(text -> new Tagging(List.of(), List.of())).toList());
  }

  /** What is two words now may be one in the end. */
  @Test
  void shouldCountAnUnfinishedStretchAsOneWord() {
    StreamRules rules = StreamRules.fragments(2);
    TailReader reader = silent();
    StreamState begun = one(reader, rules, StreamEvent.of(null, "a 3.")).state();

    assertThat(begun.text()).isEqualTo("a 3.");
    assertThat(one(reader, rules, StreamEvent.of(begun, "14 b")).state().text())
        .isEqualTo("3.14 b");
  }

  @Test
  void shouldCutASpanThatNeverEnds() {
    TailReader reader = reader(ToyTagger::asOneSpan);
    Fold fold = new Fold();
    StreamState state = StreamState.BEGIN;
    for (int i = 0; i < 400; i++) {
      StreamStep step = one(reader, StreamRules.fragments(8), StreamEvent.of(state, "on "));
      fold.add(step);
      state = step.state();
      assertThat(words(state.text())).isLessThanOrEqualTo(8 + 64);
    }
    fold.add(one(reader, StreamRules.fragments(8), new StreamEvent(state, "", null, true)));

    assertThat(fold.spans()).hasSize(7).first().isEqualTo("all 0 194");
    assertThat(fold.spans()).last().asString().endsWith(" 1199");
  }

  @Property(tries = 100)
  void shouldReadEachUtteranceOnItsOwn(@ForAll("splits") List<String> texts) {
    Fold fold = new Fold();
    StreamState state = StreamState.BEGIN;
    List<String> expected = new ArrayList<>();
    List<String> expectedSentences = new ArrayList<>();
    for (String text : texts) {
      long begin = state.position();
      StreamStep step =
          one(reader(ToyTagger::bySentence), StreamRules.utterances(), StreamEvent.of(state, text));
      fold.add(step);
      state = step.state();
      Tagging alone = ToyTagger.bySentence(List.of(Text.of(whole(List.of(text))))).get(0);
      expected.addAll(spans(begin, alone));
      expectedSentences.addAll(sentences(begin, alone));
      assertThat(step.spans()).extracting(StreamSpan::score).isEqualTo(scores(alone));
      assertThat(step.spans())
          .extracting(StreamSpan::surface)
          .isEqualTo(alone.spans().stream().map(Span::surface).toList());
      assertThat(step.finalAfter()).isEqualTo(step.end());
      assertThat(state.text()).hasSizeLessThanOrEqualTo(2 * TextFeed.KEPT + 1).endsWith("\n");
    }
    assertThat(fold.spans()).isEqualTo(expected);
    assertThat(fold.sentences()).isEqualTo(expectedSentences);
  }

  @Test
  void shouldSayASpanOnceItIsOldEnough() {
    TailReader reader = reader(ToyTagger::asOneSpan);
    StreamRules rules = new StreamRules(StreamRules.Mode.FRAGMENT, 9, 2);
    StreamStep young = one(reader, rules, StreamEvent.of(null, "one two "));
    StreamStep old = one(reader, rules, StreamEvent.of(young.state(), "three "));
    StreamStep older = one(reader, rules, StreamEvent.of(old.state(), "four "));

    assertThat(young.spans()).isEmpty();
    assertThat(old.spans()).extracting(StreamSpan::surface).containsExactly("one two three");
    assertThat(older.spans()).extracting(StreamSpan::end).containsExactly(18L);
    assertThat(older.edits()).extracting(StreamEdit::adds).containsExactly(false, true);
  }

  @Test
  void shouldGoOnInTheLanguageOfTheStream() {
    StreamRules rules = StreamRules.fragments(8);
    TailReader reader = reader(ToyTagger::bySentence);
    StreamEvent first = new StreamEvent(null, "Ann kam am 3. Mai ", Locale.GERMAN, false);
    StreamState state = one(reader, rules, first).state();
    assertThat(state.language()).isEqualTo("de");
    StreamStep end = one(reader, rules, new StreamEvent(state, "an.", null, true));

    // In English a sentence would end after the number.
    assertThat(end.sentences()).extracting(StreamSentence::begin).containsExactly(0L);
  }

  @Test
  void shouldTagAllEventsInOneCall() {
    List<Integer> calls = new ArrayList<>();
    TailReader reader =
        new TailReader(
            texts -> {
              calls.add(texts.size());
              return ToyTagger.bySentence(texts);
            },
            ToyTagger::ofTokens);
    StreamEvent empty = new StreamEvent(null, "", null, true);

    assertThat(
            reader.read(
                StreamRules.fragments(4),
                List.of(empty, StreamEvent.of(null, "a"), empty, StreamEvent.of(null, "b"))))
        .extracting(StreamStep::end)
        .containsExactly(0L, 1L, 0L, 1L);
    assertThat(reader.read(StreamRules.fragments(4), List.of(empty))).hasSize(1);
    assertThat(calls).containsExactly(2);
  }

  /** Sentences of words, and the number of words in an event. */
  @Property(tries = 200)
  void shouldReadTokensLikeAWholeStream(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 7) int longest,
      @ForAll @IntRange(min = 1, max = 5) int added,
      @ForAll @IntRange(max = 60) int rightContext) {
    List<List<String>> sentences = new ArrayList<>();
    for (int begin = 0; begin < size; begin += sentences.get(sentences.size() - 1).size()) {
      int first = begin;
      int words = Math.min(size - begin, 1 + begin * 7 % longest);
      sentences.add(IntStream.range(0, words).mapToObj(i -> "w" + (first + i) % 9).toList());
    }
    List<String> whole = new ArrayList<>();
    List<String> spans = new ArrayList<>();
    Set<Long> begins = new TreeSet<>();
    for (List<String> sentence : sentences) {
      int begin = whole.size();
      begins.add((long) begin);
      TokenTagging tagging = ToyTagger.ofTokens(List.of(sentence)).get(0);
      TokenSpan.of(tagging.tags())
          .forEach(
              span ->
                  spans.add(
                      span.label() + " " + (begin + span.begin()) + " " + (begin + span.end())));
      whole.addAll(sentence);
    }
    TailReader reader = reader(ToyTagger::asOne);
    Fold fold = new Fold();
    StreamState state = StreamState.BEGIN;
    for (int begin = 0; begin < size; begin += added) {
      int end = Math.min(size, begin + added);
      int repeated = state.pending();
      TokenEvent event =
          new TokenEvent(
              state,
              whole.subList(begin - repeated, begin),
              whole.subList(begin, end),
              begins,
              end == size);
      StreamStep step =
          reader
              .readTokens(
                  StreamRules.fragments(rightContext),
                  List.of(new TokenEvent(null, List.of(), List.of("a"), Set.of(), false), event))
              .get(1);
      fold.add(step);
      state = step.state();
      assertThat(state.pending()).isLessThanOrEqualTo(2 * Math.max(1, rightContext) + 64);
    }
    if (rightContext >= size) {
      assertThat(fold.spans()).isEqualTo(spans);
      assertThat(fold.sentences()).hasSameSizeAs(sentences);
    }
  }
}
