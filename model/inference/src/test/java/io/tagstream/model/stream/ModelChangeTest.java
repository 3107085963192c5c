package io.tagstream.model.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.CrfParameters;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.encoder.RecurrentState;
import io.tagstream.model.recurrent.RecurrentEncoder;
import io.tagstream.model.stream.StreamState.SaidSentence;
import io.tagstream.model.stream.StreamState.SaidSpan;
import io.tagstream.model.text.AnyText;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that another model reads on, with real graphs and random weights. */
class ModelChangeTest {
  private static final Path BUNDLES = Path.of("src/test/resources/io/tagstream/bundles");
  private static final StreamStateCodec CODEC =
      new StreamStateCodec(StreamStateCodec.Precision.FLOAT);
  private static final StreamStateCodec HALF =
      new StreamStateCodec(StreamStateCodec.Precision.HALF);

  private static final Bundle FORWARD_BUNDLE = bundle("tiny-forward");
  private static final Bundle STREAMS_BUNDLE = bundle("tiny-streams");
  private static final RecurrentEncoder FORWARD_ENCODER = encoder(FORWARD_BUNDLE);
  private static final RecurrentEncoder STREAMS_ENCODER = encoder(STREAMS_BUNDLE);
  private static final List<String> LABELS = List.of("artist", "date", "place");
  private static final List<String> CLASSES = List.of("BookTable", "GetWeather", "PlayMusic");

  private static final StreamReader FORWARD = reader(FORWARD_ENCODER, LABELS, CLASSES, 64);
  private static final StreamReader BIDIRECTIONAL = reader(STREAMS_ENCODER, LABELS, CLASSES, 64);
  private static final StreamReader OTHER_LABELS =
      reader(
          STREAMS_ENCODER,
          List.of("place", "song", "time"),
          List.of("BookTable", "Rate", "Search"),
          9);
  private static final StreamReader ONLY_CLASSES =
      reader(FORWARD_ENCODER, List.of(), List.of("a", "b", "c"), 64);
  private static final StreamReader ONLY_SLOTS = reader(STREAMS_ENCODER, LABELS, List.of(), 64);

  /** Models of either kind. */
  private static final List<Model> ALL =
      List.of(
          FORWARD::read,
          BIDIRECTIONAL::read,
          OTHER_LABELS::read,
          ONLY_CLASSES::read,
          ONLY_SLOTS::read,
          new TailReader(ToyTagger::bySentence, ToyTagger::ofTokens)::read,
          new TailReader(ToyTagger::asOne, ToyTagger::ofTokens)::read,
          new TailReader(ToyTagger::asOneSpan, ToyTagger::ofTokens)::read);

  private interface Model {
    List<StreamStep> read(StreamRules rules, List<StreamEvent> events);
  }

  private static Bundle bundle(String name) {
    return Bundles.open(BundleFiles.inDirectory(BUNDLES.resolve(name)));
  }

  private static RecurrentEncoder encoder(Bundle bundle) {
    return RecurrentEncoder.open(bundle.files(), bundle.descriptor());
  }

  private static StreamReader reader(
      RecurrentEncoder encoder, List<String> labels, List<String> classes, int maxTokens) {
    return new StreamReader(
        labels.isEmpty() ? null : TagDecoder.crf(TagSet.of(labels), scores(labels.size())),
        classes.isEmpty() ? null : new ClassDecoder(classes),
        maxTokens,
        encoder::encode);
  }

  /** Scores that are sure of spans, and of which tag follows which. */
  private static CrfParameters scores(int labels) {
    Random random = new Random(labels);
    int tags = 2 * labels + 1;
    float[][] transitions = new float[tags][tags];
    for (float[] from : transitions) {
      for (int to = 0; to < tags; to++) {
        from[to] = (float) random.nextGaussian() - (to == TagSet.OUTSIDE_ID ? 0.5f : 0);
      }
    }
    float[] start = new float[tags];
    start[1] = 3;
    return new CrfParameters(start, transitions, new float[tags]);
  }

  @AfterContainer
  static void close() {
    FORWARD_ENCODER.close();
    STREAMS_ENCODER.close();
  }

  /** Texts of at most so many words, or of any characters, cut anywhere. */
  private static Arbitrary<List<String>> pieces(int words) {
    Arbitrary<String> ofWords =
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
                "12. ",
                "he said: ",
                "unendinglylongword",
                "\u6771\u4EAC\u3002",
                "\n",
                "      ",
                "e.g. ")
            .list()
            .ofMaxSize(words)
            .map(list -> String.join("", list));
    return Combinators.combine(Arbitraries.oneOf(ofWords, AnyText.texts()), Arbitraries.randoms())
        .as(ModelChangeTest::cut);
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return pieces(70);
  }

  /** More than a state keeps. */
  @Provide
  Arbitrary<List<String>> manyPieces() {
    return pieces(400);
  }

  private static List<String> cut(String text, Random random) {
    List<String> pieces = new ArrayList<>();
    int longest = 1 + random.nextInt(40);
    for (int begin = 0; begin < text.length(); ) {
      int end = Math.min(text.length(), begin + 1 + random.nextInt(longest));
      if (end < text.length()
          && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end))) {
        end++;
      }
      pieces.add(text.substring(begin, end));
      begin = end;
    }
    return pieces;
  }

  @Property(tries = 150)
  void shouldContradictNothingWhateverModelsComeAndGo(
      @ForAll("pieces") List<String> pieces,
      @ForAll @IntRange(max = 6) int rightContext,
      @ForAll @IntRange(max = 4) int delay,
      @ForAll Random random) {
    readByAll(pieces, new StreamRules(StreamRules.Mode.FRAGMENT, rightContext, delay), random);
  }

  @Property(tries = 40)
  void shouldContradictNothingInLongStreams(
      @ForAll("manyPieces") List<String> pieces,
      @ForAll @IntRange(max = 64) int rightContext,
      @ForAll Random random) {
    readByAll(pieces, StreamRules.fragments(rightContext), random);
    readByAll(pieces, StreamRules.utterances(), random);
  }

  private static void readByAll(List<String> pieces, StreamRules rules, Random random) {
    Fold fold = new Fold();
    StreamState state = null;
    Model last = ALL.get(0);
    for (String piece : pieces) {
      Model model = random.nextInt(4) == 0 ? ALL.get(random.nextInt(ALL.size())) : last;
      StreamState from = model == last || state == null ? state : state.forAnotherModel();
      StreamStep step = read(model, rules, StreamEvent.of(from, piece));
      fold.add(step);
      state = stored(step.state(), random.nextBoolean() ? CODEC : HALF);
      last = model;
    }
    StreamState from = state == null ? null : state.forAnotherModel();
    fold.add(
        read(ALL.get(random.nextInt(ALL.size())), rules, new StreamEvent(from, "", null, true)));
  }

  @Property(tries = 150)
  void shouldSayTheSameWhenTheSameModelReadsOnUnderAnotherName(
      @ForAll("pieces") List<String> pieces, @ForAll Random random) {
    List<String> some = startOf(pieces, TextFeed.KEPT);
    StreamRules delayed = new StreamRules(StreamRules.Mode.FRAGMENT, 0, random.nextInt(3));
    int change = changeAfterO(FORWARD, delayed, some, random);

    assertThat(said(FORWARD, FORWARD, delayed, some, change))
        .isEqualTo(said(FORWARD, FORWARD, delayed, some, -1));
  }

  @Property(tries = 60)
  void shouldSayTheSameWhereAllIsRightContext(
      @ForAll("pieces") List<String> pieces, @ForAll Random random) {
    // Every token has at least one code point.
    List<String> some = startOf(pieces, StreamRules.MAX_RECURRENT);
    StreamRules rules = StreamRules.fragments(StreamRules.MAX_RECURRENT);
    int change = changeAfterO(BIDIRECTIONAL, rules, some, random);

    assertThat(said(BIDIRECTIONAL, BIDIRECTIONAL, rules, some, change))
        .isEqualTo(said(BIDIRECTIONAL, BIDIRECTIONAL, rules, some, -1));
  }

  @Property(tries = 100)
  void shouldKnowTheUtterancesBefore(@ForAll("pieces") List<String> pieces, @ForAll Random random) {
    // Each has a line end of its own in what is kept.
    List<String> some = startOf(pieces, TextFeed.KEPT / 2);
    int change = some.isEmpty() ? 0 : random.nextInt(some.size());

    assertThat(said(BIDIRECTIONAL, BIDIRECTIONAL, StreamRules.utterances(), some, change))
        .isEqualTo(said(BIDIRECTIONAL, BIDIRECTIONAL, StreamRules.utterances(), some, -1));
  }

  /**
   * What the new model says of new text is what it would say had it read the stream from its begin:
   * from the first span on that both say, for there the paths of tags meet.
   */
  @Property(tries = 100)
  void shouldSoonSayWhatTheNewModelSays(
      @ForAll("pieces") List<String> pieces,
      @ForAll @IntRange(max = 3) int rightContext,
      @ForAll Random random) {
    List<String> some = startOf(pieces, TextFeed.KEPT);
    int change = some.isEmpty() ? 0 : random.nextInt(some.size());
    long from = some.subList(0, change).stream().mapToLong(ModelChangeTest::codePoints).sum();
    StreamRules rules = StreamRules.fragments(rightContext);
    for (StreamReader model : List.of(FORWARD, BIDIRECTIONAL, OTHER_LABELS)) {
      metWithOwn(from, model, rules, some, change);
    }
  }

  @Test
  void shouldMeetTheNewModelInAnOrdinaryText() {
    List<String> pieces = List.of("Book a table in Oslo. ", "Then play Ann Lee! ", "Book a table");

    assertThat(metWithOwn(22, OTHER_LABELS, StreamRules.fragments(2), pieces, 1)).isNotEmpty();
  }

  /** Returns the spans after a change from the first one on that the model says by itself, too. */
  private static List<String> metWithOwn(
      long from, StreamReader model, StreamRules rules, List<String> pieces, int change) {
    List<String> changed = spansFrom(from, said(ONLY_SLOTS, model, rules, pieces, change));
    List<String> own = spansFrom(from, said(model, model, rules, pieces, -1));
    List<String> met = changed.stream().dropWhile(span -> !own.contains(span)).toList();
    if (!met.isEmpty()) {
      assertThat(met).isEqualTo(own.subList(own.indexOf(met.get(0)), own.size()));
    }
    return met;
  }

  @Test
  void shouldTakeBackWhatTheNewModelDoesNotSay() {
    StreamRules rules = StreamRules.fragments(64);
    StreamState state = read(FORWARD, rules, StreamEvent.of(null, "Book a table in Os")).state();
    assertThat(state.spans()).isNotEmpty();

    StreamStep slotless = read(ONLY_CLASSES, rules, StreamEvent.of(state.forAnotherModel(), "lo"));
    StreamStep classless =
        read(ONLY_SLOTS, rules, StreamEvent.of(slotless.state().forAnotherModel(), "!"));

    assertThat(ofSpans(slotless.edits())).hasSameSizeAs(state.spans()).noneMatch(StreamEdit::adds);
    assertThat(label(slotless)).isIn("a", "b", "c");
    assertThat(classless.sentences().get(0).sentenceClass()).isNull();
    assertThat(classless.sentences().get(0).end()).isEqualTo(21);
    assertThat(ofSpans(classless.edits())).isNotEmpty().allMatch(StreamEdit::adds);
  }

  @Test
  void shouldReadHalfAWordOnAsOneWord() {
    StreamRules rules = StreamRules.fragments(2);
    StreamState state = read(FORWARD, rules, StreamEvent.of(null, "play Ann in Os")).state();

    StreamStep step = read(BIDIRECTIONAL, rules, StreamEvent.of(state.forAnotherModel(), "lo now"));
    StreamStep own = read(BIDIRECTIONAL, rules, StreamEvent.of(null, "play Ann in Oslo now"));

    assertThat(step.sentences().get(0).begin()).isZero();
    assertThat(label(step)).isEqualTo(label(own));
    assertThat(step.state().boundary()).isEqualTo(own.state().boundary());
    assertThat(step.state().recurrent())
        .usingRecursiveComparison()
        .isEqualTo(own.state().recurrent());
  }

  @Test
  void shouldKeepNoNumbersOfTheOldModel() {
    StreamState state = StreamState.BEGIN;
    for (String piece : List.of("Book a table in Oslo. ", "Then play ", "Ann")) {
      state = read(BIDIRECTIONAL, StreamRules.fragments(1), StreamEvent.of(state, piece)).state();
    }
    StreamState other = state.forAnotherModel();

    assertThat(state.recurrent()).isNotNull();
    assertThat(other.recurrent()).isNull();
    assertThat(other.sentences()).isEmpty();
    assertThat(other.chain().tokens()).isEmpty();
    assertThat(other.chain().end()).isEqualTo(state.finalAfter());
    assertThat(other)
        .usingRecursiveComparison()
        .ignoringFields("recurrent", "sentences", "chain", "boundary", "restart")
        .isEqualTo(state);
    assertThat(other.boundary())
        .isEqualTo(Math.min(state.finalAfter(), state.saidSentences().get(0).begin()));
    assertThat(other.forAnotherModel()).usingRecursiveComparison().isEqualTo(other);
  }

  @Test
  void shouldLeaveWhatItKeepsNoTextOfAsItWasSaid() {
    StreamState state =
        StreamState.ofText(
            100,
            9,
            "x".repeat(20),
            null,
            60,
            List.of(new SaidSpan(5, "date", 60, 85, 1), new SaidSpan(6, "date", 90, 95, 1)),
            List.of(
                new SaidSentence(1, 40, 70, "GetWeather", 1),
                new SaidSentence(2, 70, 100, "GetWeather", 1)));
    StreamState other = state.forAnotherModel();

    assertThat(other.finalAfter()).isEqualTo(85);
    assertThat(other.spans()).extracting(SaidSpan::id).containsExactly(6L);
    assertThat(other.saidSentences()).extracting(SaidSentence::id).containsExactly(2L);
    assertThat(other.boundary()).isEqualTo(80);
    StreamStep step =
        read(BIDIRECTIONAL, StreamRules.fragments(64), StreamEvent.of(other, "x now"));
    assertThat(step.sentences().get(0).begin()).isEqualTo(70);
    assertThat(step.state().saidSentences().get(0).begin()).isEqualTo(70);
    StreamStep next =
        read(BIDIRECTIONAL, StreamRules.fragments(64), StreamEvent.of(step.state(), "?"));
    assertThat(next.sentences()).singleElement().matches(sentence -> sentence.begin() == 70);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" ", "\n", "   \n", "12\n", "!!! ", "12. ", "x", "\u98DF", "so on and ", "."})
  void shouldRememberNoMoreHoweverOftenTheModelChanges(String piece) {
    StreamRules rules = StreamRules.fragments(4);
    StreamStep hello = read(FORWARD, rules, StreamEvent.of(null, "hello "));
    Fold fold = new Fold();
    fold.add(hello);
    StreamState state = hello.state();
    int longest = 0;
    String pieces = piece.repeat(8);
    for (int i = 0; i < 400; i++) {
      StreamState from = i % 7 == 0 ? state.forAnotherModel() : state;
      StreamReader model = i / 7 % 2 == 0 ? BIDIRECTIONAL : OTHER_LABELS;
      StreamStep step = model.read(rules, List.of(StreamEvent.of(from, pieces))).get(0);
      state = step.state();
      longest = Math.max(longest, CODEC.encode(state).length);
      fold.add(step);
    }
    assertThat(longest).isLessThan(16_000);
  }

  /**
   * Returns before which event a model may change so that nothing else does: where the tag before
   * the first one that may still change is O, or there is none.
   */
  private static int changeAfterO(
      StreamReader model, StreamRules rules, List<String> pieces, Random random) {
    int change = pieces.isEmpty() ? 0 : random.nextInt(pieces.size());
    StreamState state = StreamState.BEGIN;
    int last = 0;
    for (int i = 0; i <= change && i < pieces.size(); i++) {
      last = state.finalAfter() == 0 || state.chain().spanBegin() < 0 ? i : last;
      state = read(model, rules, StreamEvent.of(state, pieces.get(i))).state();
    }
    return last;
  }

  private static StreamStep read(StreamReader model, StreamRules rules, StreamEvent event) {
    return read((Model) model::read, rules, event);
  }

  private static StreamStep read(Model model, StreamRules rules, StreamEvent event) {
    // Another stream beside it must not matter.
    StreamEvent other = StreamEvent.of(null, "Then play Ann Lee");
    return model.read(rules, List.of(other, event)).get(1);
  }

  /**
   * Everything said of a stream, edit by edit, without scores, and what the forward layers hold.
   *
   * @param change before which event {@code then} takes over from {@code first}; -1 for never
   */
  private static List<String> said(
      StreamReader first, StreamReader then, StreamRules rules, List<String> pieces, int change) {
    List<String> said = new ArrayList<>();
    Fold fold = new Fold();
    StreamState state = null;
    for (int i = 0; i <= pieces.size(); i++) {
      boolean ends = i == pieces.size();
      StreamState from = i == change && state != null ? state.forAnotherModel() : state;
      StreamReader model = change < 0 || i < change ? first : then;
      StreamEvent event = new StreamEvent(from, ends ? "" : pieces.get(i), null, ends);
      StreamStep step = read(model, rules, event);
      fold.add(step);
      step.edits().forEach(edit -> said.add(withoutScore(edit)));
      state = stored(step.state(), CODEC);
      // With random weights, tags alone would tell little of what was read before.
      RecurrentState read = state.recurrent();
      said.add("state " + (read == null ? 0 : Arrays.hashCode(read.hidden())));
    }
    fold.spans().forEach(span -> said.add("span " + span));
    return said;
  }

  private static String withoutScore(StreamEdit edit) {
    if (edit instanceof StreamEdit.OfSpan of) {
      StreamSpan span = of.span();
      return "%s %d %s %d %d"
          .formatted(edit.adds(), span.id(), span.label(), span.begin(), span.end());
    }
    StreamSentence sentence = ((StreamEdit.OfSentence) edit).sentence();
    return "%s %d %s %d %d"
        .formatted(
            edit.adds(),
            sentence.id(),
            sentence.sentenceClass() == null ? null : sentence.sentenceClass().label(),
            sentence.begin(),
            sentence.end());
  }

  /** The folded spans that begin at a position or after it, out of what was said. */
  private static List<String> spansFrom(long position, List<String> said) {
    return said.stream()
        .filter(line -> line.startsWith("span "))
        .filter(line -> Long.parseLong(line.split(" ", -1)[2]) >= position)
        .toList();
  }

  private static String label(StreamStep step) {
    return Objects.requireNonNull(step.sentences().get(0).sentenceClass()).label();
  }

  private static List<StreamEdit> ofSpans(List<StreamEdit> edits) {
    return edits.stream().filter(StreamEdit.OfSpan.class::isInstance).toList();
  }

  private static List<String> startOf(List<String> pieces, int codePoints) {
    long[] lengths = pieces.stream().mapToLong(ModelChangeTest::codePoints).toArray();
    int count =
        (int)
            IntStream.rangeClosed(1, lengths.length)
                .takeWhile(
                    n -> IntStream.range(0, n).mapToLong(i -> lengths[i]).sum() <= codePoints)
                .count();
    return pieces.subList(0, count);
  }

  private static long codePoints(String text) {
    return text.codePoints().count();
  }

  private static StreamState stored(StreamState state, StreamStateCodec codec) {
    return codec.decode(ByteBuffer.wrap(codec.encode(state)));
  }
}
