package io.tagstream.model.transformer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of Hugging Face, as native code. Does what {@code tokenizer.json} says, but for
 * truncation and padding, which belong to whoever makes rows. Safe for use by several threads at
 * once; whoever opened it closes it, after the last call.
 */
final class NativeTokenizer implements AutoCloseable {
  static {
    // The library would tell its makers where it runs, and fetch builds of itself for other chips.
    preset("OPT_OUT_TRACKING", "true");
    preset("ai.djl.offline", "true");
    preset("RUST_FLAVOR", "cpu");
  }

  /** Truncation is off; the library wants a number all the same. */
  private static final String UNLIMITED = String.valueOf(Integer.MAX_VALUE);

  private final HuggingFaceTokenizer tokenizer;

  private NativeTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  private static void preset(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Loads a tokenizer.
   *
   * @param tokenizerJson {@code tokenizer.json} without truncation and padding
   * @throws IOException if it is no tokenizer, or the native library does not run here
   */
  static NativeTokenizer load(byte[] tokenizerJson) throws IOException {
    try {
      return new NativeTokenizer(
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(tokenizerJson),
              Map.of(
                  "truncation",
                  "do_not_truncate",
                  "padding",
                  "do_not_pad",
                  "modelMaxLength",
                  UNLIMITED,
                  "maxLength",
                  UNLIMITED)));
    } catch (LinkageError e) {
      throw new IOException(
          "expected a system on which the native tokenizer runs (on Linux, glibc 2.34 or later),"
              + " found "
              + e.getMessage(),
          e);
    } catch (RuntimeException e) {
      throw new IOException(
          "expected a tokenizer that the native library reads, found that it says: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Cuts a text, or a pair of texts.
   *
   * @param text well-formed UTF-16
   * @param second the second text of a pair, or {@code null}
   * @param special whether to put the special pieces where they belong
   */
  Encoding encode(String text, @Nullable String second, boolean special) {
    return second == null
        ? tokenizer.encode(text, special, false)
        : tokenizer.encode(text, second, special, false);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
