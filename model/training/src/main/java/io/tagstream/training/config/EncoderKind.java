package io.tagstream.training.config;

import io.tagstream.training.config.RateConfig.Decay;
import io.tagstream.training.network.ClassPooling;
import io.tagstream.training.network.Dropout;
import io.tagstream.training.network.OptimizerKind;
import java.util.Set;

/** What reads the words of a sentence; the presets of how it learns follow from it. */
public enum EncoderKind {
  /** Recurrent layers, which begin from nothing. */
  RECURRENT,
  /** A transformer that was trained before. */
  BERT;

  private static final Set<TrainKey> OF_RECURRENT =
      Set.of(
          TrainKey.NETWORK_WORD_MINIMUM_COUNT,
          TrainKey.NETWORK_WORD_WIDTH,
          TrainKey.NETWORK_AFFIX_LONGEST,
          TrainKey.NETWORK_AFFIX_BUCKETS,
          TrainKey.NETWORK_AFFIX_WIDTH,
          TrainKey.NETWORK_CHARACTERS,
          TrainKey.NETWORK_CHARACTER_LONGEST_WORD,
          TrainKey.NETWORK_CHARACTER_WIDTH,
          TrainKey.NETWORK_CHARACTER_FILTERS,
          TrainKey.NETWORK_CHARACTER_HIDDEN_SIZE,
          TrainKey.NETWORK_VECTORS,
          TrainKey.NETWORK_VECTORS_WIDTH,
          TrainKey.NETWORK_VECTORS_LIMIT,
          TrainKey.NETWORK_VECTORS_SOURCE,
          TrainKey.NETWORK_VECTORS_LICENCE,
          TrainKey.NETWORK_CELL,
          TrainKey.NETWORK_DIRECTION,
          TrainKey.NETWORK_LAYERS,
          TrainKey.NETWORK_RESIDUAL,
          TrainKey.NETWORK_HIDDEN_SIZE,
          TrainKey.NETWORK_CLASS_TO_SLOTS,
          TrainKey.TRAINING_TRUNCATION,
          TrainKey.TRAINING_STREAM_TURNS,
          TrainKey.TRAINING_STREAM_CUT,
          TrainKey.TRAINING_DROPOUT_INPUT);

  private static final Set<TrainKey> OF_BERT =
      Set.of(
          TrainKey.BUNDLE_WEIGHTS,
          TrainKey.NETWORK_WEIGHTS,
          TrainKey.NETWORK_WEIGHTS_SOURCE,
          TrainKey.NETWORK_WEIGHTS_LICENCE,
          TrainKey.NETWORK_MAX_PIECES,
          TrainKey.TRAINING_HEAD_RATE,
          TrainKey.TRAINING_LAYER_DECAY,
          TrainKey.TRAINING_FROZEN_LAYERS,
          TrainKey.TRAINING_FROZEN_EMBEDDINGS,
          TrainKey.TRAINING_BATCH_PIECES,
          TrainKey.TRAINING_DROPOUT_ATTENTION,
          TrainKey.TRAINING_DEVICE);

  RateConfig rate() {
    return this == BERT
        ? new RateConfig(1e-4, 0.1, Decay.LINEAR)
        : new RateConfig(2e-3, 0.05, Decay.COSINE);
  }

  OptimizerKind optimizer() {
    return this == BERT ? OptimizerKind.ADAMW : OptimizerKind.ADAM;
  }

  double clip() {
    return this == BERT ? 1 : 5;
  }

  Dropout dropout() {
    return this == BERT ? new Dropout(0, 0.1, 0.1, 0) : new Dropout(0.3, 0.3, 0.4, 0.05);
  }

  ClassPooling pooling() {
    return this == BERT ? ClassPooling.FIRST : ClassPooling.ATTENTION;
  }

  /**
   * Reads the kind.
   *
   * @throws TrainConfigException if there is a key that the other kind alone has
   */
  static EncoderKind read(Settings settings) {
    EncoderKind kind = settings.choice(TrainKey.NETWORK_ENCODER, RECURRENT);
    for (TrainKey key : TrainKey.values()) {
      Set<TrainKey> others = kind == RECURRENT ? OF_BERT : OF_RECURRENT;
      if (others.contains(key) && settings.says(key)) {
        throw settings.refused(
            key,
            "expected it only with %s=%s, found it with %s; remove the key, or choose the other encoder"
                .formatted(
                    TrainKey.NETWORK_ENCODER,
                    Settings.spelled(kind == RECURRENT ? BERT : RECURRENT),
                    Settings.spelled(kind)));
      }
    }
    return kind;
  }
}
