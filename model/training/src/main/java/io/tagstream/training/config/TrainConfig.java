package io.tagstream.training.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All of a training's settings.
 *
 * @param bundle what the bundle is called and says of itself
 * @param data what it learns from
 * @param network what it is made of
 * @param vectors pre-trained vectors, or {@code null} for none
 * @param training how it learns
 * @param changed what the file says, as written there, where that is not the preset
 */
public record TrainConfig(
    Bundle bundle,
    Data data,
    NetworkConfig network,
    @Nullable VectorsConfig vectors,
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
   */
  public record Bundle(
      String name,
      String version,
      String description,
      String licence,
      int maxTokens,
      @Nullable Path examples,
      @Nullable Path card) {}

  /**
   * Labelled data as JSON lines.
   *
   * @param train sentences to learn from
   * @param dev sentences to choose the best epoch by, in the way {@code devUse} says
   * @param devUse what the files of {@code dev} mean
   * @param exclude files whose sentences are never learned from or chosen by
   * @param test sentences scored once, at the very end
   * @param name name of the data set
   * @param source where it can be had
   * @param licence its licence
   */
  public record Data(
      List<Path> train,
      List<Path> dev,
      DevUse devUse,
      List<Path> exclude,
      List<Path> test,
      String name,
      String source,
      String licence) {}

  /** What the files of dev sentences mean. */
  public enum DevUse {
    /** Their sentences are the dev sentences. */
    AS_IS,
    /** The dev sentences are those sentences of the train files whose text they hold. */
    BY_TEXT
  }

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
    return of(Settings.load(file, dataDirectory));
  }

  static TrainConfig of(Settings settings) {
    Data data = data(settings);
    NetworkConfig network = NetworkConfig.of(settings);
    return new TrainConfig(
        bundle(settings, data.name()),
        data,
        network,
        VectorsConfig.read(settings),
        LearningConfig.read(settings, network.heads().decoder()),
        settings.changed());
  }

  private static Bundle bundle(Settings settings, String dataName) {
    return new Bundle(
        settings.text(TrainKey.BUNDLE_NAME, settings.name()),
        settings.text(TrainKey.BUNDLE_VERSION, "0.1.0"),
        settings.text(TrainKey.BUNDLE_DESCRIPTION, "Trained on " + dataName),
        settings.text(TrainKey.BUNDLE_LICENCE, UNKNOWN),
        settings.integer(TrainKey.BUNDLE_MAX_TOKENS, 512, 1, 100_000),
        settings.fileBesideOrNone(TrainKey.BUNDLE_EXAMPLES),
        settings.fileBesideOrNone(TrainKey.BUNDLE_CARD));
  }

  private static Data data(Settings settings) {
    List<Path> train = settings.someDataFiles(TrainKey.DATA_TRAIN);
    return new Data(
        train,
        settings.someDataFiles(TrainKey.DATA_DEV),
        settings.choice(TrainKey.DATA_DEV_USE, DevUse.AS_IS),
        settings.dataFiles(TrainKey.DATA_EXCLUDE),
        settings.dataFiles(TrainKey.DATA_TEST),
        settings.text(TrainKey.DATA_NAME, fileNames(train)),
        settings.text(TrainKey.DATA_SOURCE, UNKNOWN),
        settings.text(TrainKey.DATA_LICENCE, UNKNOWN));
  }

  private static String fileNames(List<Path> files) {
    return files.stream()
        .map(file -> file.getFileName().toString())
        .collect(Collectors.joining(", "));
  }
}
