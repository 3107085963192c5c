package io.tagstream.model.bundle;

import static io.tagstream.model.bundle.Capitals.changed;
import static io.tagstream.model.bundle.Capitals.tagger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.ModelFailedException;
import io.tagstream.model.TaggingException;
import io.tagstream.model.Text;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose fault a failure is. */
class BundleTaggerFailureTest {
  static List<BiFunction<List<EncoderInput>, List<Encoding>, List<Encoding>>> failures() {
    return List.of(
        (inputs, encodings) -> {
          throw new IndexOutOfBoundsException(inputs.toString());
        },
        (inputs, encodings) -> {
          throw new IllegalStateException(inputs.toString());
        },
        (inputs, encodings) -> {
          throw new TaggingException("ONNX Runtime failed", null);
        },
        (inputs, encodings) -> List.of());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void shouldBlameATextIfTheModelTagsOthers(
      BiFunction<List<EncoderInput>, List<Encoding>, List<Encoding>> failure) {
    BundleTagger tagger =
        tagger(
            changed(
                new Capitals(false),
                (inputs, encodings) ->
                    inputs.stream().anyMatch(input -> input.words().contains("secret"))
                        ? failure.apply(inputs, encodings)
                        : encodings));
    tagger.probe(List.of(Text.of("One. Two.")));

    assertThatThrownBy(() -> tagger.tag(List.of(Text.of("Oslo"), Text.of("a secret"))))
        .isInstanceOf(TaggingException.class)
        .hasNoCause()
        .message()
        .doesNotContain("secret");
    assertThatThrownBy(() -> tagger.tagTokens(List.of(List.of("secret"))))
        .isInstanceOf(TaggingException.class);
    assertThat(tagger.tag("Oslo").spans()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void shouldBlameNoTextIfTheModelTagsNothing(
      BiFunction<List<EncoderInput>, List<Encoding>, List<Encoding>> failure) {
    AtomicBoolean broken = new AtomicBoolean();
    BundleTagger tagger =
        tagger(
            changed(
                new Capitals(false),
                (inputs, encodings) ->
                    broken.get() ? failure.apply(inputs, encodings) : encodings));
    tagger.probe(List.of(Text.of("One. Two.")));
    broken.set(true);

    assertThatThrownBy(() -> tagger.tag("a secret"))
        .isInstanceOf(ModelFailedException.class)
        .hasMessageContaining("model cities 1")
        .message()
        .doesNotContain("secret");
    assertThatThrownBy(() -> tagger.tagTokens(List.of(List.of("secret"))))
        .isInstanceOf(ModelFailedException.class);
  }

  @Test
  void shouldPassErrorsOn() {
    BundleTagger tagger =
        tagger(
            changed(
                new Capitals(false),
                (inputs, encodings) -> {
                  throw new OutOfMemoryError("of the test");
                }));

    assertThatThrownBy(() -> tagger.tag("Oslo")).isInstanceOf(OutOfMemoryError.class);
  }
}
