package io.tagstream.model.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.text.AnyText;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams read piece by piece against the same text read at once, with real graphs. */
class StreamReaderTest {
  private static final Path BUNDLES = Path.of("src/test/resources/io/tagstream/bundles");
  private static final BundleTagger FORWARD = tagger("tiny-forward");
  private static final BundleTagger BIDIRECTIONAL = tagger("tiny-streams");
  private static final StreamStateCodec CODEC =
      new StreamStateCodec(StreamStateCodec.Precision.FLOAT);

  private static BundleTagger tagger(String name) {
    return Bundles.open(BundleFiles.inDirectory(BUNDLES.resolve(name))).tagger();
  }

  @AfterContainer
  static void close() {
    FORWARD.close();
    BIDIRECTIONAL.close();
  }

  @Provide
  Arbitrary<List<String>> splits() {
    Arbitrary<String> words =
        Arbitraries.of(
                "Book ",
                "a ",
                "table ",
                "in Oslo. ",
                "Then ",
                "play ",
                "Ann Lee!",
                " Dr.",
                "Dr. ",
                "no. 5 ",
                "he said: ",
                "unendinglylongword",
                "\u6771\u4EAC\u3002",
                "\n",
                "e.g. ")
            .list()
            .ofMaxSize(80)
            .map(list -> String.join("", list));
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            List.of(
                words,
                AnyText.texts(),
                AnyText.texts().list().ofSize(3).map(StreamReaderTest::joined)));
    return Combinators.combine(texts.filter(StreamReaderTest::hasWords), Arbitraries.randoms())
        .as(
            (text, random) -> {
              List<String> pieces = new ArrayList<>();
              int begin = 0;
              while (begin < text.length()) {
                int end = Math.min(text.length(), begin + 1 + random.nextInt(12));
                if (end < text.length()
                    && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end))) {
                  end++;
                }
                pieces.add(text.substring(begin, end));
                begin = end;
              }
              return pieces;
            });
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

  private static String joined(List<String> texts) {
    return String.join(" ", texts);
  }

  @Property(tries = 300)
  void shouldSayTheSameOfAnySplitWhenItReadsForward(@ForAll("splits") List<String> pieces) {
    assertSameAsWhole(FORWARD, StreamRules.fragments(0), pieces);
  }

  @Property(tries = 200)
  void shouldSayTheSameOfAnySplitWhenAllIsRightContext(@ForAll("splits") List<String> pieces) {
    assertSameAsWhole(BIDIRECTIONAL, StreamRules.fragments(64), shortened(pieces));
  }

  @Property(tries = 200)
  void shouldContradictItselfNever(
      @ForAll("splits") List<String> pieces,
      @ForAll @IntRange(max = 6) int rightContext,
      @ForAll @IntRange(max = 4) int delay) {
    StreamRules rules = new StreamRules(StreamRules.Mode.FRAGMENT, rightContext, delay);
    Fold fold = fold(BIDIRECTIONAL, rules, pieces);
    assertThat(fold.spans()).isNotNull();
  }

  @Property(tries = 100)
  void shouldHoldNothingBackInTheEnd(
      @ForAll("splits") List<String> pieces, @ForAll @IntRange(min = 1, max = 64) int delay) {
    Fold held = fold(FORWARD, new StreamRules(StreamRules.Mode.FRAGMENT, 0, delay), pieces);
    Fold plain = fold(FORWARD, StreamRules.fragments(0), pieces);
    assertThat(held.spans()).isEqualTo(plain.spans());
    assertThat(held.sentences()).isEqualTo(plain.sentences());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" ", "\n", "   \n", "12\n", "!!! ", "12. ", "x", "\u98DF", "so on and ", "."})
  void shouldRememberNoMoreOfAnEndlessStream(String piece) {
    StreamRules rules = StreamRules.fragments(4);
    StreamState state = BIDIRECTIONAL.read(rules, StreamEvent.of(null, "hello ")).state();
    int longest = 0;
    for (int i = 0; i < 1_000; i++) {
      state = BIDIRECTIONAL.read(rules, StreamEvent.of(state, piece.repeat(3))).state();
      longest = Math.max(longest, CODEC.encode(state).length);
    }
    assertThat(longest).isLessThan(16_000);
  }

  @Test
  void shouldGoOnInTheLanguageOfTheStream() {
    StreamRules rules = StreamRules.fragments(0);
    StreamEvent first = new StreamEvent(null, "Ann kam am 3. Mai ", Locale.GERMAN, false);
    StreamState state = FORWARD.read(rules, first).state();
    StreamStep end = FORWARD.read(rules, new StreamEvent(state, "an.", null, true));

    // In English a sentence would end after the number.
    assertThat(end.sentences()).extracting(StreamSentence::begin).containsExactly(0L);
  }

  private static List<String> shortened(List<String> pieces) {
    // 64 tokens at most: every token has at least one code unit.
    List<String> some = new ArrayList<>();
    int length = 0;
    for (String piece : pieces) {
      length += piece.length();
      if (length > 64) {
        break;
      }
      some.add(piece);
    }
    return some;
  }

  private static void assertSameAsWhole(
      BundleTagger tagger, StreamRules rules, List<String> pieces) {
    Fold whole = fold(tagger, rules, List.of(String.join("", pieces)));
    Fold split = fold(tagger, rules, pieces);
    assertThat(split.spans()).isEqualTo(whole.spans());
    assertThat(split.sentences()).isEqualTo(whole.sentences());
  }

  private static Fold fold(BundleTagger tagger, StreamRules rules, List<String> pieces) {
    Fold fold = new Fold();
    StreamState state = null;
    for (String piece : pieces) {
      StreamStep step = tagger.read(rules, StreamEvent.of(state, piece));
      fold.add(step);
      state = stored(step.state());
    }
    fold.add(tagger.read(rules, new StreamEvent(state, "", null, true)));
    return fold;
  }

  /** What is kept is what is read: all goes through bytes. */
  private static @Nullable StreamState stored(StreamState state) {
    byte[] bytes = CODEC.encode(state);
    StreamState read = CODEC.decode(ByteBuffer.wrap(bytes));
    assertThat(CODEC.encode(read)).isEqualTo(bytes);
    return read;
  }
}
