package io.tagstream.training.config;

import io.tagstream.model.text.TextSegmenter;
import io.tagstream.training.config.DataConfig.DataSet;
import io.tagstream.training.config.DataConfig.StreamUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All of a training's settings.
 *
 * @param bundle what the bundle is called and says of itself
 * @param data what it learns from
 * @param network what it is made of
 * @param vectors pre-trained vectors, or {@code null} for none
 * @param transformer the transformer in place of recurrent layers, or {@code null} for those
 * @param training how it learns
 * @param changed what was said, as written there, where that is not the preset
 */
public record TrainConfig(
    Bundle bundle,
    DataConfig data,
    NetworkConfig network,
    @Nullable VectorsConfig vectors,
    @Nullable TransformerConfig transformer,
    LearningConfig training,
    SortedMap<String, String> changed) {
  /** What is said of a source or licence that nobody named. */
  public static final String UNKNOWN = "unknown";

  public TrainConfig {
    changed = Collections.unmodifiableSortedMap(new TreeMap<>(changed));
  }

  /**
   * What a bundle says of itself.
   *
   * @param name its name
   * @param version its version
   * @param description one sentence for people
   * @param licence its licence
   * @param maxTokens longest sentence it takes, in tokens
   * @param examples a file of golden texts, one a line, or {@code null} for some of the dev
   *     sentences
   * @param card the model card with places to fill in, or {@code null} for a plain one
   * @param slotHead the slot head it carries, or {@code null} for the only or main one
   * @param classHead the class head it carries, or {@code null} for the only or main one
   * @param rightContext tokens that follow before tags of a stream rest, or {@code null} if it is
   *     not for streams
   */
  public record Bundle(
      String name,
      String version,
      String description,
      String licence,
      int maxTokens,
      @Nullable Path examples,
      @Nullable Path card,
      @Nullable String slotHead,
      @Nullable String classHead,
      @Nullable Integer rightContext) {}

  /**
   * Reads a configuration.
   *
   * @param file a properties file in UTF-8
   * @param dataDirectory what the paths to data are relative to, or {@code null} for the directory
   *     of the file
   * @throws TrainConfigException if a key is unknown, missing or has a wrong value
   * @throws IOException if the file cannot be read
   */
  public static TrainConfig read(Path file, @Nullable Path dataDirectory) throws IOException {
    return read(file, dataDirectory, Map.of());
  }

  /**
   * Reads a configuration some of whose values are given elsewhere.
   *
   * @param overrides values by key that count instead of those of the file
   * @see #read(Path, Path)
   */
  public static TrainConfig read(
      Path file, @Nullable Path dataDirectory, Map<String, String> overrides) throws IOException {
    return of(Settings.load(file, dataDirectory, overrides));
  }

  static TrainConfig of(Settings settings) {
    DataConfig data = DataSettings.read(settings);
    EncoderKind kind = EncoderKind.read(settings);
    NetworkConfig network = NetworkConfig.of(settings, kind);
    Bundle bundle =
        bundle(settings, data.name(), StreamConfig.rightContext(settings, kind, network.heads()));
    verifyStreams(settings, data, bundle);
    LearningConfig training = LearningConfig.read(settings, kind, network.heads());
    return new TrainConfig(
        bundle,
        data,
        network,
        VectorsConfig.read(settings),
        TransformerConfig.read(settings, kind, training.rate()),
        training,
        settings.changed());
  }

  /** What learns from streams is to be served on them. */
  private static void verifyStreams(Settings settings, DataConfig data, Bundle bundle) {
    for (DataSet set : data.sets()) {
      if (set.streams() != StreamUse.ALONE && bundle.rightContext() == null) {
        throw settings.refused(
            TrainKey.BUNDLE_STREAM_RIGHT_CONTEXT,
            "expected it beside %s, for without it a bundle reads no streams, found none; set it, for example to 4, or remove %s"
                .formatted(set.key("streams"), set.key("streams")));
      }
    }
  }

  /** The bundle's limit is that of the texts it learns from, too. */
  static int maxTokens(Settings settings) {
    return settings.integer(
        TrainKey.BUNDLE_MAX_TOKENS, TextSegmenter.DEFAULT_MAX_TOKENS, 1, 100_000);
  }

  /** Returns where what was trained before comes from, or {@code null} for nothing. */
  public VectorsConfig.@Nullable Origin pretrained() {
    if (transformer != null) {
      return transformer.origin();
    }
    return vectors == null ? null : vectors.origin();
  }

  private static Bundle bundle(Settings settings, String dataName, @Nullable Integer rightContext) {
    return new Bundle(
        settings.text(TrainKey.BUNDLE_NAME, settings.name()),
        settings.text(TrainKey.BUNDLE_VERSION, "0.1.0"),
        settings.text(TrainKey.BUNDLE_DESCRIPTION, "Trained on " + dataName),
        settings.text(TrainKey.BUNDLE_LICENCE, UNKNOWN),
        maxTokens(settings),
        settings.fileBesideOrNone(TrainKey.BUNDLE_EXAMPLES),
        settings.fileBesideOrNone(TrainKey.BUNDLE_CARD),
        settings.textOrNone(TrainKey.BUNDLE_SLOTS_HEAD),
        settings.textOrNone(TrainKey.BUNDLE_CLASSES_HEAD),
        rightContext);
  }
}
