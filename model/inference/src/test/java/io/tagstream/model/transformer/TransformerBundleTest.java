package io.tagstream.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.TaggingException;
import io.tagstream.model.Text;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.BundleDescriptor.Heads;
import io.tagstream.model.bundle.BundleDescriptor.SlotHead;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.BundleWriter;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.EncoderDescriptor.Transformer;
import io.tagstream.model.bundle.EncoderDescriptor.Unit;
import io.tagstream.model.decode.TagScheme;
import io.tagstream.model.stream.StreamEdit;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamSpan;
import io.tagstream.model.stream.StreamStep;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A transformer that reads sentences of words, as those that are trained here do. */
class TransformerBundleTest {
  private static final Path EXPORT = Path.of("src/test/resources/reference/roberta-token");

  /** The model's longest row, as config.json has it, and windows of it. */
  private static final int MAX_PIECES = 64;

  private static final List<String> TEXTS =
      List.of("Ana went to Porto with Li.", "We like it. Do you like Lisbon, too?");

  private static BundleTagger tagger;

  @BeforeAll
  static void open() {
    tagger = Bundles.open(bundle(32, 16)).tagger();
  }

  @AfterAll
  static void close() {
    tagger.close();
  }

  /** The graph of an export whose labels are in the order of BIO, as a bundle of ours. */
  private static BundleFiles bundle(int maxPieces, int rightContext) {
    BundleFiles export = Bundles.open(EXPORT.toString()).files();
    BundleDescriptor described = Bundles.open(EXPORT.toString()).descriptor();
    BundleDescriptor ours =
        new BundleDescriptor(
            BundleDescriptor.FORMAT_VERSION,
            "words",
            "1",
            "a random transformer that reads words",
            new Transformer(Unit.SENTENCE, maxPieces, maxPieces / 4),
            new Heads(
                new SlotHead(TagScheme.BIO, List.of("ORG", "LOC"), DecoderKind.SOFTMAX), null),
            new BundleDescriptor.Stream(rightContext),
            new BundleDescriptor.Limits(400),
            described.provenance(),
            new TreeMap<>());
    return BundleWriter.assemble(
        "memory",
        ours,
        Map.of(
            BundleFiles.MODEL, export.read(BundleFiles.MODEL),
            BundleFiles.TOKENIZER, export.read(BundleFiles.TOKENIZER)),
        TEXTS.stream().map(Text::of).toList());
  }

  @Test
  void shouldTagSentencesOfWords() {
    Tagging tagging = tagger.tag(TEXTS.get(1));

    assertThat(tagging.sentences()).hasSize(2);
    assertThat(tagging.spans()).isNotEmpty();
    assertThat(tagging.spans()).allMatch(span -> span.surface().strip().equals(span.surface()));
  }

  @Test
  void shouldSayTheSameAloneAndInABatch() {
    List<Text> many =
        Collections.nCopies(20, TEXTS).stream().flatMap(List::stream).map(Text::of).toList();

    long before = tagger.work().batches();
    List<Tagging> together = tagger.tag(many);

    assertThat(tagger.work().batches() - before).isLessThan(many.size() / 4);

    for (int i = 0; i < many.size(); i++) {
      assertThat(together.get(i)).isEqualTo(tagger.tag(many.get(i)));
    }
  }

  @Test
  void shouldReadALongSentenceInWindowsAsAWholeWhereContextReaches() {
    List<String> words = Arrays.asList("Ana went to Porto with Li and us".split(" "));
    List<String> sentence = Collections.nCopies(20, words).stream().flatMap(List::stream).toList();
    try (BundleTagger wide = Bundles.open(bundle(MAX_PIECES, 16)).tagger()) {
      TokenTagging narrow = tagger.tagTokens(List.of(sentence)).get(0);
      TokenTagging whole = wide.tagTokens(List.of(sentence)).get(0);

      assertThat(narrow.tags()).hasSize(sentence.size());
      assertThat(whole.tags()).hasSize(sentence.size());
      assertThat(narrow.tags()).isNotEqualTo(Collections.nCopies(sentence.size(), "O"));
      // Both see the beginning with the same context to the left; random weights look far to the
      // right.
      assertThat(narrow.tags()).isNotEqualTo(whole.tags());
    }
  }

  @Test
  void shouldReadAStreamAsTheWholeTextIfItsTailHoldsIt() {
    String text = TEXTS.get(1);
    StreamRules rules = StreamRules.fragments(64);
    Map<Long, StreamSpan> folded = new TreeMap<>();
    StreamStep step = null;
    for (int begin = 0; begin < text.length(); begin += 5) {
      int end = Math.min(text.length(), begin + 5);
      StreamEvent event =
          new StreamEvent(
              step == null ? null : step.state(),
              text.substring(begin, end),
              Locale.ENGLISH,
              end == text.length());
      step = tagger.read(rules, event);
      for (StreamEdit edit : step.edits()) {
        if (edit instanceof StreamEdit.OfSpan span && span.adds()) {
          folded.put(span.span().id(), span.span());
        } else if (edit instanceof StreamEdit.OfSpan span) {
          folded.remove(span.span().id());
        }
      }
    }

    assertThat(folded.values())
        .extracting(
            span -> new Span(span.label(), (int) span.begin(), (int) span.end(), span.surface(), 0))
        .containsExactlyInAnyOrderElementsOf(
            tagger.tag(new Text(text, Locale.ENGLISH)).spans().stream()
                .map(span -> new Span(span.label(), span.begin(), span.end(), span.surface(), 0))
                .toList());
  }

  @Test
  void shouldRefuseTwoTexts() {
    assertThatThrownBy(() -> tagger.tag(new Text("one", null, "two")))
        .isInstanceOf(TaggingException.class)
        .hasMessageContaining("expected one");
  }
}
