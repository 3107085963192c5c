package io.tagstream.model.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.Span;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.decode.AggregatedSpan;
import io.tagstream.model.decode.Aggregation;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.TextPieces;
import io.tagstream.model.reference.ReferenceCase;
import io.tagstream.model.reference.ReferenceCase.ReferenceSpan;
import io.tagstream.model.reference.ReferenceModel;
import io.tagstream.model.text.CodePoints;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Spans against those of the token classification pipeline of {@code transformers}. */
class SpansReferenceTest {
  private static final double TOLERANCE = 1e-4;
  private static final int SAMPLE = 97;

  @ParameterizedTest
  @EnumSource(value = ReferenceModel.class, mode = Mode.MATCH_ALL, names = ".*_TOKEN")
  void shouldMakeTheSameSpans(ReferenceModel model) {
    try (ReferenceExport export = ReferenceExport.of(model)) {
      for (ReferenceCase each : model.listedCases()) {
        TextPieces text = export.cut(each);
        List<Encoding> windows = export.encoded(text);
        for (Aggregation aggregation : Aggregation.values()) {
          assertSame(
              text.pieces().isEmpty() ? List.of() : spans(export, aggregation, text, windows),
              each.spans(name(aggregation)),
              aggregation + " of " + each);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = ReferenceModel.class, mode = Mode.MATCH_ALL, names = ".*_TOKEN")
  void shouldMakeTheSameSpansOfLongTexts(ReferenceModel model) {
    for (ReferenceCase each : model.longCases()) {
      try (ReferenceExport export = ReferenceExport.of(model, each)) {
        TextPieces text = export.cut(each);
        List<Encoding> windows = export.encoded(text);
        assertThat(windows).as("windows of %s", each).hasSize(each.windows());
        for (Aggregation aggregation : Aggregation.values()) {
          assertLong(spans(export, aggregation, text, windows), each, aggregation);
        }
      }
    }
  }

  private static void assertLong(
      List<AggregatedSpan> spans, ReferenceCase each, Aggregation aggregation) {
    String name = name(aggregation);
    String what = aggregation + " of " + each;
    if (!each.isSummarised(name)) {
      assertSame(spans, each.spans(name), what);
      return;
    }
    assertThat(spans).as(what).hasSize(each.count(name));
    assertSame(
        IntStream.iterate(0, i -> i < spans.size(), i -> i + SAMPLE).mapToObj(spans::get).toList(),
        each.sample(name),
        what);
    assertThat(digest(spans)).as(what).isEqualTo(each.digest(name));
    assertThat(spans.stream().mapToDouble(AggregatedSpan::score).average().orElse(0))
        .as(what)
        .isCloseTo(each.meanScore(name), within(TOLERANCE));
  }

  @ParameterizedTest
  @EnumSource(value = ReferenceModel.class, mode = Mode.MATCH_ALL, names = ".*_TOKEN")
  void shouldTagTextsWithThem(ReferenceModel model) {
    ExportOptions first = new ExportOptions(null, "unknown", Aggregation.FIRST, 64);
    try (BundleTagger tagger =
        Bundles.open(HuggingFaceExport.read(model.directory(), first)).tagger()) {
      for (ReferenceCase each : model.listedCases()) {
        List<Span> spans = tagger.tag(each.text()).spans();

        assertThat(
                spans.stream().map(span -> place(span.label(), span.begin(), span.end())).toList())
            .as("spans of %s", each)
            .isEqualTo(places(each.spans("first")));
        assertThat(spans)
            .allSatisfy(
                span ->
                    assertThat(span.surface())
                        .isEqualTo(CodePoints.of(each.text()).cut(span.begin(), span.end())));
      }
    }
  }

  private static List<AggregatedSpan> spans(
      ReferenceExport export, Aggregation aggregation, TextPieces text, List<Encoding> windows) {
    return export
        .aggregator(aggregation)
        .spans(text.pieces(), Objects.requireNonNull(text.rows().merged(windows).tagLogits()));
  }

  private static void assertSame(
      List<AggregatedSpan> found, List<ReferenceSpan> expected, String what) {
    assertThat(found.stream().map(span -> place(span.label(), span.begin(), span.end())).toList())
        .as(what)
        .isEqualTo(places(expected));
    for (int i = 0; i < expected.size(); i++) {
      assertThat((double) found.get(i).score())
          .as("score %d, %s", i, what)
          .isCloseTo(expected.get(i).score(), within(TOLERANCE));
    }
  }

  private static List<String> places(List<ReferenceSpan> spans) {
    return spans.stream().map(span -> place(span.label(), span.begin(), span.end())).toList();
  }

  private static String place(String label, int begin, int end) {
    return label + " " + begin + " " + end;
  }

  private static String name(Aggregation aggregation) {
    return aggregation.name().toLowerCase(Locale.ROOT);
  }

  private static String digest(List<AggregatedSpan> spans) {
    String lines =
        spans.stream()
            .map(span -> place(span.label(), span.begin(), span.end()) + "\n")
            .collect(Collectors.joining());
    try {
      byte[] utf8 = lines.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
