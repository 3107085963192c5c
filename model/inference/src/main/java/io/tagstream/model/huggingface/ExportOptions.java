package io.tagstream.model.huggingface;

import io.tagstream.model.decode.Aggregation;
import org.jspecify.annotations.Nullable;

/**
 * What is said of an export that its files do not say.
 *
 * @param name what to call the bundle, or {@code null} for the name of the directory
 * @param licence licence of the model
 * @param aggregation how spans are made of pieces
 * @param tailWords words at the end of a stream that are read again with every event
 */
public record ExportOptions(
    @Nullable String name, String licence, Aggregation aggregation, int tailWords) {
  /** What holds of a directory as it is. */
  public static final ExportOptions PRESET =
      new ExportOptions(null, "unknown", Aggregation.SIMPLE, 64);
}
