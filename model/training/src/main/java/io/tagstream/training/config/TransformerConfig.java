package io.tagstream.training.config;

import io.tagstream.model.compact.WeightStorage;
import io.tagstream.training.config.VectorsConfig.ClassPathEncoder;
import io.tagstream.training.config.VectorsConfig.Origin;
import io.tagstream.training.network.ComputeDevice;
import io.tagstream.training.transformer.FineTuning;
import io.tagstream.training.transformer.weights.EncoderOrigin;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transformer that is to be fine-tuned.
 *
 * @param origin where its weights come from
 * @param maxPieces longest row, in pieces, special ones included; {@code null} for the preset
 * @param storage how its matrices lie in the bundle
 * @param tuning how it learns, apart from what recurrent networks have as well
 */
public record TransformerConfig(
    Origin origin, @Nullable Integer maxPieces, WeightStorage storage, FineTuning tuning) {
  private static final String MINILM = "minilm";
  private static final int PRESET_PIECES = 256;
  private static final int LEAST_PIECES = 8;
  private static final int MOST_PIECES = 8_192;

  /**
   * A directory as Hugging Face's tools write it.
   *
   * @param path the directory
   * @param title what the encoder is called
   * @param source where it can be had
   * @param licence its licence
   */
  public record EncoderDirectory(Path path, String title, String source, String licence)
      implements Origin {}

  /**
   * An encoder on the class path.
   *
   * @param resources where it lies
   */
  public record EncoderResources(ClassPathEncoder resources) implements Origin {
    @Override
    public String title() {
      return "all-MiniLM-L6-v2";
    }

    @Override
    public String source() {
      return resources.source();
    }

    @Override
    public String licence() {
      return resources.licence();
    }
  }

  /** Reads the keys; returns {@code null} if the encoder is another. */
  static @Nullable TransformerConfig read(Settings settings, EncoderKind kind, RateConfig rate) {
    String weights = settings.text(TrainKey.NETWORK_WEIGHTS, MINILM);
    String source = settings.text(TrainKey.NETWORK_WEIGHTS_SOURCE, TrainConfig.UNKNOWN);
    String licence = settings.text(TrainKey.NETWORK_WEIGHTS_LICENCE, TrainConfig.UNKNOWN);
    Integer maxPieces =
        settings.integerOrNone(TrainKey.NETWORK_MAX_PIECES, LEAST_PIECES, MOST_PIECES);
    WeightStorage storage = settings.choice(TrainKey.BUNDLE_WEIGHTS, WeightStorage.INT8);
    FineTuning tuning = tuning(settings, rate);
    if (kind != EncoderKind.BERT) {
      return null;
    }
    Origin origin =
        weights.equals(MINILM)
            ? new EncoderResources(ClassPathEncoder.MINILM)
            : directory(settings, weights, source, licence);
    return new TransformerConfig(origin, maxPieces, storage, tuning);
  }

  /** What nobody says of an encoder is what it tells of itself. */
  private static EncoderDirectory directory(
      Settings settings, String name, String source, String licence) {
    Path path = settings.dataDirectory(TrainKey.NETWORK_WEIGHTS, name, List.of(MINILM));
    EncoderOrigin told = EncoderOrigin.read(path.resolve("config.json"));
    return told == null
        ? new EncoderDirectory(path, String.valueOf(path.getFileName()), source, licence)
        : new EncoderDirectory(
            path,
            told.name(),
            settings.says(TrainKey.NETWORK_WEIGHTS_SOURCE) ? source : told.source(),
            settings.says(TrainKey.NETWORK_WEIGHTS_LICENCE) ? licence : told.licence());
  }

  /**
   * Returns the longest row of an encoder.
   *
   * @param positions how many it has
   * @throws TrainConfigException if more are asked for
   */
  public int longestRow(int positions) {
    if (maxPieces == null) {
      return Math.min(PRESET_PIECES, positions);
    }
    if (maxPieces > positions) {
      throw new TrainConfigException(
          "network.max.pieces: expected at most %d, as many positions as %s has, found %d; lower it"
              .formatted(positions, origin.title(), maxPieces));
    }
    return maxPieces;
  }

  private static FineTuning tuning(Settings settings, RateConfig rate) {
    return new FineTuning(
        settings.number(TrainKey.TRAINING_HEAD_RATE, 1e-3, 1e-7, 1) / rate.highest(),
        settings.number(TrainKey.TRAINING_LAYER_DECAY, 1, 0.1, 1),
        settings.integer(TrainKey.TRAINING_FROZEN_LAYERS, 0, 0, 1_000),
        settings.flag(TrainKey.TRAINING_FROZEN_EMBEDDINGS, false),
        settings.number(TrainKey.TRAINING_DROPOUT_ATTENTION, 0.1, 0, 0.9),
        settings.integer(TrainKey.TRAINING_BATCH_PIECES, 8_192, 1, 10_000_000),
        settings.choice(TrainKey.TRAINING_DEVICE, ComputeDevice.AUTO));
  }
}
