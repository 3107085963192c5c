package io.tagstream.training.config;

import io.tagstream.training.config.RateConfig.Decay;
import io.tagstream.training.network.ComputeDevice;
import io.tagstream.training.transformer.PretrainingNetwork;
import io.tagstream.training.transformer.TransformerDropout;
import io.tagstream.training.transformer.weights.EncoderOrigin;
import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.TransformerShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All settings of a pre-training.
 *
 * @param name what the encoder is called
 * @param texts what it learns from
 * @param vocabulary the pieces it reads texts in
 * @param network what it is made of
 * @param training how it learns
 * @param changed what was said, as written there, where that is not the preset
 */
public record PretrainConfig(
    String name,
    Texts texts,
    Vocabulary vocabulary,
    Network network,
    Training training,
    SortedMap<String, String> changed) {
  private static final double LAYER_NORM_EPSILON = 1e-12;
  private static final int SEGMENTS = 2;

  public PretrainConfig {
    changed = Collections.unmodifiableSortedMap(new TreeMap<>(changed));
  }

  /**
   * Texts.
   *
   * @param paths files, and directories that stand for the texts under them; at least one
   * @param dev the same for texts that are held out, or none
   * @param devShare share of the text that is held out if none are named
   * @param source where the texts can be had
   * @param licence their licence
   */
  public record Texts(
      List<Path> paths, List<Path> dev, double devShare, String source, String licence) {}

  /**
   * The vocabulary that is learned.
   *
   * @param size pieces at most
   * @param minimumCount how often a piece that is joined must occur
   * @param lowerCase whether letters are made small and lose their accents
   */
  public record Vocabulary(int size, int minimumCount, boolean lowerCase) {}

  /**
   * Sizes of the transformer.
   *
   * @param longestRow pieces of the longest row, special ones included
   */
  public record Network(
      int layers,
      int hiddenSize,
      int heads,
      int intermediateSize,
      PositionKind positions,
      int longestRow) {

    /** Returns the shape for a vocabulary. */
    public TransformerShape shape(int vocabulary) {
      return new TransformerShape(
          vocabulary,
          longestRow,
          SEGMENTS,
          layers,
          heads,
          hiddenSize,
          intermediateSize,
          LAYER_NORM_EPSILON,
          positions);
    }
  }

  /**
   * How it learns.
   *
   * @param steps steps at most; with 0 the encoder stays as it begins
   * @param minutes minutes at most; 0 for no limit
   * @param batchSize rows a step
   * @param rate the learning rate
   * @param evaluationSteps steps after which held-out rows are scored and a checkpoint is written
   * @param evaluationRows how many held-out rows are scored at most
   * @param seed the same seed, texts and machine give the same encoder
   * @param learning the rest
   */
  public record Training(
      int steps,
      int minutes,
      int batchSize,
      RateConfig rate,
      int evaluationSteps,
      int evaluationRows,
      long seed,
      PretrainingNetwork.Learning learning) {}

  /** Returns what the encoder tells of itself. */
  public EncoderOrigin origin() {
    String source = texts.source();
    return new EncoderOrigin(
        name,
        source.equals(TrainConfig.UNKNOWN) ? source : "pre-trained on " + source,
        texts.licence());
  }

  /**
   * Reads a configuration.
   *
   * @param file a properties file in UTF-8
   * @param dataDirectory what the paths to texts are relative to, or {@code null} for the directory
   *     of the file
   * @param overrides values by key that count instead of those of the file
   * @throws TrainConfigException if a key is unknown, missing or has a wrong value
   * @throws IOException if the file cannot be read
   */
  public static PretrainConfig read(
      Path file, @Nullable Path dataDirectory, Map<String, String> overrides) throws IOException {
    return of(Settings.load(file, dataDirectory, overrides, PretrainKey.all()));
  }

  static PretrainConfig of(Settings settings) {
    return new PretrainConfig(
        settings.text(PretrainKey.ENCODER_NAME, settings.name()),
        texts(settings),
        new Vocabulary(
            settings.integer(PretrainKey.VOCABULARY_SIZE, 8192, 32, 1_000_000),
            settings.integer(PretrainKey.VOCABULARY_MINIMUM_COUNT, 2, 1, 1_000_000),
            settings.flag(PretrainKey.VOCABULARY_LOWER_CASE, true)),
        network(settings),
        training(settings),
        settings.changed());
  }

  private static Texts texts(Settings settings) {
    settings.text(PretrainKey.DATA_TEXT);
    return new Texts(
        settings.dataPaths(PretrainKey.DATA_TEXT),
        settings.dataPaths(PretrainKey.DATA_DEV),
        settings.number(PretrainKey.DATA_DEV_SHARE, 0.02, 0.0001, 0.5),
        settings.text(PretrainKey.DATA_SOURCE, TrainConfig.UNKNOWN),
        settings.text(PretrainKey.DATA_LICENCE, TrainConfig.UNKNOWN));
  }

  private static Network network(Settings settings) {
    int hidden = settings.integer(PretrainKey.NETWORK_HIDDEN_SIZE, 256, 1, 16_384);
    int heads = settings.integer(PretrainKey.NETWORK_HEADS, 4, 1, 1_024);
    if (hidden % heads != 0) {
      throw settings.wrong(
          PretrainKey.NETWORK_HEADS,
          "a divisor of network.hidden.size, " + hidden,
          String.valueOf(heads));
    }
    return new Network(
        settings.integer(PretrainKey.NETWORK_LAYERS, 4, 1, 1_000),
        hidden,
        heads,
        settings.integer(PretrainKey.NETWORK_INTERMEDIATE_SIZE, 1_024, 1, 65_536),
        settings.choice(PretrainKey.NETWORK_POSITIONS, PositionKind.LEARNED),
        settings.integer(PretrainKey.NETWORK_LONGEST_ROW, 128, 8, 8_192));
  }

  private static Training training(Settings settings) {
    return new Training(
        settings.integer(PretrainKey.TRAINING_STEPS, 10_000, 0, 1_000_000_000),
        settings.integer(PretrainKey.TRAINING_MINUTES, 0, 0, 1_000_000),
        settings.integer(PretrainKey.TRAINING_BATCH_SIZE, 32, 1, 10_000),
        new RateConfig(
            settings.number(PretrainKey.TRAINING_LEARNING_RATE, 5e-4, 1e-7, 1),
            settings.number(PretrainKey.TRAINING_WARM_UP, 0.05, 0, 0.9),
            settings.choice(PretrainKey.TRAINING_DECAY, Decay.LINEAR)),
        settings.integer(PretrainKey.TRAINING_EVALUATION_STEPS, 500, 1, 1_000_000),
        settings.integer(PretrainKey.TRAINING_EVALUATION_ROWS, 512, 1, 1_000_000),
        settings.integer(PretrainKey.TRAINING_SEED, 1, 0, Integer.MAX_VALUE),
        new PretrainingNetwork.Learning(
            new TransformerDropout(
                settings.number(PretrainKey.TRAINING_DROPOUT_HIDDEN, 0.1, 0, 0.9),
                settings.number(PretrainKey.TRAINING_DROPOUT_ATTENTION, 0.1, 0, 0.9)),
            settings.number(PretrainKey.TRAINING_WEIGHT_DECAY, 0.01, 0, 1),
            settings.number(PretrainKey.TRAINING_CLIP, 1, 1e-3, 1e6),
            settings.integer(PretrainKey.TRAINING_THREADS, 1, 1, 256),
            settings.choice(PretrainKey.TRAINING_DEVICE, ComputeDevice.AUTO)));
  }
}
