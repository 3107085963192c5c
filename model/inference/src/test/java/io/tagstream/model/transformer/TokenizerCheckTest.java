package io.tagstream.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.reference.ReferenceModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that would end the process if the native tokenizer saw them. */
class TokenizerCheckTest {
  private static final String NORMALIZER =
      "\"normalizer\": {\"type\": \"BertNormalizer\", \"clean_text\": true,";

  private static String file() {
    return new String(WordPieceFile.of("play", "##ing"), StandardCharsets.UTF_8);
  }

  private static void open(String file) throws IOException {
    PieceTokenizer.open(file.getBytes(StandardCharsets.UTF_8)).close();
  }

  private static void assertRefused(String file, String expected, String found) {
    assertThat(file).isNotEqualTo(file());
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected")
        .hasMessageContaining(expected)
        .hasMessageContaining(found);
  }

  private static String withPreTokenizer(String json) {
    return file().replace("{\"type\": \"BertPreTokenizer\"}", json);
  }

  /**
   * Replaces what follows by a normalizer of ours, and what is left of theirs by an unused part.
   */
  private static String withNormalizer(String json) {
    return file().replace(NORMALIZER, "\"normalizer\": " + json + ", \"unused\": {");
  }

  @ParameterizedTest
  @EnumSource(ReferenceModel.class)
  void shouldTakeWhatModelsAreTrainedWith(ReferenceModel model) throws IOException {
    byte[] file = Files.readAllBytes(model.directory().resolve("tokenizer.json"));

    assertThatCode(() -> PieceTokenizer.open(file).close()).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseATemplateWithAPieceThatIsNotThere() {
    assertRefused(
        file().replace("\"[SEP]\": {\"id\": \"[SEP]\"", "\"[END]\": {\"id\": \"[SEP]\""),
        "special piece of its templates",
        "'[SEP]'");
  }

  @Test
  void shouldRefuseASpecialPieceWithoutNumber() {
    assertRefused(file().replace("\"ids\": [2]", "\"ids\": []"), "one number", "0 and 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(x+x+)+y", "x*x*", "(a|b)*", ".*", "\\\\p{L}+(?!x)", "a{1,99999}"})
  void shouldRefuseExpressionsThatMightTakeForEver(String expression) {
    assertRefused(
        withPreTokenizer(
            "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"%s\"}, \"behavior\": \"Isolated\", \"invert\": false}"
                .formatted(expression)),
        "one character or class repeated",
        expression.replace("\\\\", "\\"));
  }

  @ParameterizedTest
  @CsvSource({"' {2,}'", "'[ab]+'", "'\\\\s+'", "'x'"})
  void shouldTakeExpressionsThatCannot(String expression) {
    String file =
        withPreTokenizer(
            "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"%s\"}, \"behavior\": \"Isolated\", \"invert\": false}"
                .formatted(expression));

    assertThatCode(() -> open(file)).doesNotThrowAnyException();
  }

  @Test
  void shouldRefusePartsThatNobodyKnows() {
    assertRefused(withPreTokenizer("{\"type\": \"Strange\"}"), "'pre_tokenizer'", "'Strange'");
    assertRefused(
        withPreTokenizer("{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"Strange\"}]}"),
        "'pre_tokenizer'",
        "'Strange'");
    assertRefused(
        file().replace("\"type\": \"WordPiece\", \"unk", "\"type\": \"Odd\", \"unk"),
        "'model'",
        "'Odd'");
  }

  @Test
  void shouldRefuseAModelThatCutsAtRandom() {
    assertRefused(
        file().replace("\"max_input", "\"dropout\": 0.1, \"max_input"), "always the same", "0.1");
  }

  private static byte[] map(int units, int first, String texts) {
    byte[] text = texts.getBytes(StandardCharsets.UTF_8);
    ByteBuffer map =
        ByteBuffer.allocate(4 + 4 * units + text.length).order(ByteOrder.LITTLE_ENDIAN);
    map.putInt(4 * units).putInt(first);
    map.position(4 + 4 * units).put(text);
    return map.array();
  }

  @Test
  void shouldFollowMapsOfCharacters() {
    assertThat(CharacterMap.isSound(map(256, 0, ""))).isTrue();
    assertThat(CharacterMap.isSound(map(256, Integer.MIN_VALUE | 1, "\0b\0"))).isTrue();
    assertThat(CharacterMap.isSound(map(256, Integer.MIN_VALUE | 9, "\0b\0"))).isFalse();
    assertThat(CharacterMap.isSound(map(256, Integer.MIN_VALUE | 1, "é"))).isFalse();
    assertThat(CharacterMap.isSound(map(256, 256 << 10, ""))).isFalse();
    assertThat(CharacterMap.isSound(map(100, 0, ""))).isFalse();
    assertThat(CharacterMap.isSound(new byte[] {8, 0, 0, 0, 0})).isFalse();
    assertThat(CharacterMap.isSound(new byte[0])).isFalse();
  }

  @Test
  void shouldRefuseMapsThatLeadOutside() {
    String map = Base64.getEncoder().encodeToString(map(256, 256 << 10, ""));

    assertRefused(
        withNormalizer(
            "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"%s\"}".formatted(map)),
        "as SentencePiece makes it",
        "outside");
  }
}
