package io.tagstream.training.config;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.training.network.Dropout;
import io.tagstream.training.network.Optimization;
import io.tagstream.training.network.OptimizerKind;
import io.tagstream.training.network.Smoothing;

/**
 * How a network learns.
 *
 * @param epochs how often it sees all sentences, at most
 * @param patience epochs without a better one after which it stops; 0 for never
 * @param batchSize sentences a step, or streams of them
 * @param rate the learning rate
 * @param streams how it learns to read streams
 * @param shares how many sentences are shown otherwise than the data has them
 * @param classWeights what a sentence counts for the class
 * @param seed the same seed, data and machine give the same bundle
 * @param optimization the rest
 */
public record LearningConfig(
    int epochs,
    int patience,
    int batchSize,
    RateConfig rate,
    StreamConfig streams,
    Shares shares,
    ClassWeighting classWeights,
    long seed,
    Optimization optimization) {

  /** What a sentence counts for the class. */
  public enum ClassWeighting {
    /** All sentences count the same. */
    NONE,
    /** All classes count the same: a sentence counts sentences / (classes * those of its class). */
    BALANCED
  }

  static LearningConfig read(Settings settings, EncoderKind kind, NetworkConfig.Heads heads) {
    return new LearningConfig(
        settings.integer(TrainKey.TRAINING_EPOCHS, 8, 1, 10_000),
        settings.integer(TrainKey.TRAINING_PATIENCE, 0, 0, 10_000),
        settings.integer(TrainKey.TRAINING_BATCH_SIZE, 32, 1, 10_000),
        RateConfig.read(settings, kind.rate()),
        StreamConfig.read(settings, kind, heads),
        shares(settings),
        settings.choice(TrainKey.TRAINING_CLASS_WEIGHTS, ClassWeighting.NONE),
        settings.integer(TrainKey.TRAINING_SEED, 1, 0, Integer.MAX_VALUE),
        optimization(settings, kind, heads));
  }

  private static Shares shares(Settings settings) {
    Shares shares =
        new Shares(
            share(settings, TrainKey.TRAINING_SWAP_SHARE),
            settings.choice(TrainKey.TRAINING_SWAP_WITHIN, Shares.SwapWithin.DATA),
            share(settings, TrainKey.TRAINING_PREFIX_SHARE),
            share(settings, TrainKey.TRAINING_PLAIN_SHARE),
            share(settings, TrainKey.TRAINING_LOWER_SHARE),
            share(settings, TrainKey.TRAINING_UPPER_SHARE),
            share(settings, TrainKey.TRAINING_UNPUNCTUATED_SHARE));
    // A hair more than 1 is 1 that was written as decimals.
    if (shares.otherwiseWritten() > 1 + 1e-9) {
      throw settings.wrong(
          TrainKey.TRAINING_PLAIN_SHARE,
          "at most 1 together with training.lower.share, training.upper.share and"
              + " training.unpunctuated.share, of which a sentence takes one",
          String.valueOf(shares.otherwiseWritten()));
    }
    return shares;
  }

  private static double share(Settings settings, TrainKey key) {
    return settings.number(key, 0, 0, 1);
  }

  private static Optimization optimization(
      Settings settings, EncoderKind kind, NetworkConfig.Heads heads) {
    OptimizerKind optimizer = settings.choice(TrainKey.TRAINING_OPTIMIZER, kind.optimizer());
    double weightDecay = optimizer == OptimizerKind.ADAMW ? 0.01 : 0;
    double tagSmoothing = settings.number(TrainKey.TRAINING_TAG_SMOOTHING, 0, 0, 0.9);
    if (tagSmoothing > 0 && heads.decoder() == DecoderKind.CRF) {
      throw settings.wrong(
          TrainKey.TRAINING_TAG_SMOOTHING,
          "0 with a CRF, which scores whole paths of tags and has no answer a token to smooth",
          String.valueOf(tagSmoothing));
    }
    return new Optimization(
        optimizer,
        settings.number(TrainKey.TRAINING_WEIGHT_DECAY, weightDecay, 0, 1),
        settings.number(TrainKey.TRAINING_CLIP, kind.clip(), 1e-3, 1e6),
        settings.number(TrainKey.TRAINING_AVERAGE, 0.998, 0, 0.99999),
        dropout(settings, kind.dropout()),
        new Smoothing(settings.number(TrainKey.TRAINING_LABEL_SMOOTHING, 0, 0, 0.9), tagSmoothing),
        settings.number(TrainKey.TRAINING_CONSISTENCY, 0, 0, 100),
        settings.number(TrainKey.TRAINING_CLASS_LOSS, 1, 0.001, 1000),
        truncation(settings, heads),
        settings.integer(TrainKey.TRAINING_THREADS, 1, 1, 256));
  }

  private static Dropout dropout(Settings settings, Dropout presets) {
    return new Dropout(
        settings.number(TrainKey.TRAINING_DROPOUT_INPUT, presets.input(), 0, 0.9),
        settings.number(TrainKey.TRAINING_DROPOUT_LAYER, presets.layer(), 0, 0.9),
        settings.number(TrainKey.TRAINING_DROPOUT_OUTPUT, presets.output(), 0, 0.9),
        settings.number(TrainKey.TRAINING_DROPOUT_WORD, presets.word(), 0, 0.9));
  }

  private static int truncation(Settings settings, NetworkConfig.Heads heads) {
    int truncation = settings.integer(TrainKey.TRAINING_TRUNCATION, 0, 0, 1_000_000);
    if (truncation > 0 && heads.classToSlots()) {
      throw settings.wrong(
          TrainKey.TRAINING_TRUNCATION,
          "0 with network.class.to.slots, for the class is known where a row ends and the tags of"
              + " its chunks are learned before; set either to its preset",
          String.valueOf(truncation));
    }
    return truncation;
  }
}
