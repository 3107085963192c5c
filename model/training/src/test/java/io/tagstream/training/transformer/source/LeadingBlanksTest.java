package io.tagstream.training.transformer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.transformer.PieceTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadingBlanksTest {
  private static final String BYTE_LEVEL =
      "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":true}";

  /** The mark of a blank is written out in the names of pieces. */
  private static final String BLANK = "\u0120";

  @ParameterizedTest
  @ValueSource(
      strings = {BYTE_LEVEL, "{\"type\":\"Sequence\",\"pretokenizers\":[" + BYTE_LEVEL + "]}"})
  void shouldCutWordsAsInTheMiddleOfATextWhereBytesAreCut(String part) throws IOException {
    byte[] file =
        file(
            "{\"type\":\"BPE\",\"vocab\":{\"a\":0,\"%1$s\":1,\"%1$sa\":2},\"merges\":[[\"%1$s\",\"a\"]]}"
                .formatted(BLANK),
            part);

    assertThat(pieces(file)).containsExactly(0);
    assertThat(pieces(LeadingBlanks.before(file))).containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"always", "first", "never"})
  void shouldCutWordsAsInTheMiddleOfATextWhereBlanksAreMarked(String scheme) throws IOException {
    byte[] file =
        file(
            "{\"type\":\"WordLevel\",\"vocab\":{\"a\":0,\"\u2581a\":1},\"unk_token\":\"a\"}",
            "{\"type\":\"Metaspace\",\"replacement\":\"\u2581\",\"prepend_scheme\":\"%s\",\"split\":true}"
                .formatted(scheme));

    assertThat(pieces(file)).containsExactly(scheme.equals("never") ? 0 : 1);
    assertThat(pieces(LeadingBlanks.before(file))).containsExactly(1);
  }

  @Test
  void shouldLeaveOthersByteForByte() throws IOException {
    byte[] file =
        file(
            "{\"type\":\"WordLevel\",\"vocab\":{\"a\":0},\"unk_token\":\"a\"}",
            "{\"type\":\"BertPreTokenizer\"}");

    assertThat(LeadingBlanks.before(file)).isSameAs(file);
  }

  @Test
  void shouldRefuseWhatIsNoJson() {
    assertThatThrownBy(() -> LeadingBlanks.before(new byte[] {1}))
        .isInstanceOf(IOException.class)
        .hasMessage("tokenizer.json: expected JSON, found none; save it with the model");
  }

  private static byte[] file(String model, String part) {
    return "{\"version\":\"1.0\",\"added_tokens\":[],\"pre_tokenizer\":%s,\"model\":%s}"
        .formatted(part, model)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static int[] pieces(byte[] file) throws IOException {
    try (PieceTokenizer tokenizer = PieceTokenizer.open(file)) {
      return tokenizer.pieces("a");
    }
  }
}
