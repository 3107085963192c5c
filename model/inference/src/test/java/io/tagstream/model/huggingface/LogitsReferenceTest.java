package io.tagstream.model.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.TextPieces;
import io.tagstream.model.reference.ReferenceCase;
import io.tagstream.model.reference.ReferenceModel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logits against those of PyTorch. */
class LogitsReferenceTest {
  private static final double TOLERANCE = 1e-4;

  @ParameterizedTest
  @EnumSource(ReferenceModel.class)
  void shouldSayOfEveryRowWhatPyTorchSays(ReferenceModel model) {
    try (ReferenceExport export = ReferenceExport.of(model)) {
      for (ReferenceCase each : model.listedCases()) {
        TextPieces text = export.cut(each);
        if (each.isWindowed() || text.pieces().isEmpty()) {
          continue;
        }
        Encoding encoding = export.encoded(text).get(0);
        if (model.tags()) {
          assertNear(encoding.tagLogits(), each.pieceLogits(), each);
        } else {
          assertNear(encoding.classLogits(), each.classLogits(), each);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ReferenceModel.class)
  void shouldPutTheClassLogitsOfWindowsTogether(ReferenceModel model) {
    for (ReferenceCase each : model.cases()) {
      if (!each.isWindowed() || model.tags()) {
        continue;
      }
      try (ReferenceExport export = ReferenceExport.of(model, each)) {
        TextPieces text = export.cut(each);
        List<Encoding> windows = export.encoded(text);

        assertThat(windows).as("windows of %s", each).hasSize(each.windows());
        assertNear(text.rows().merged(windows).classLogits(), each.classLogits(), each);
      }
    }
  }

  private static void assertNear(
      float @Nullable [][] found, double[][] expected, ReferenceCase each) {
    assertThat(found).as("pieces of %s", each).hasNumberOfRows(expected.length);
    for (int piece = 0; found != null && piece < expected.length; piece++) {
      assertNear(found[piece], expected[piece], each);
    }
  }

  private static void assertNear(float @Nullable [] found, double[] expected, ReferenceCase each) {
    assertThat(found).as("logits of %s", each).hasSize(expected.length);
    for (int i = 0; found != null && i < expected.length; i++) {
      assertThat((double) found[i])
          .as("logits of %s", each)
          .isCloseTo(expected[i], within(TOLERANCE));
    }
  }
}
