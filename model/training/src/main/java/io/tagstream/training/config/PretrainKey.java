package io.tagstream.training.config;

import java.util.Arrays;
import java.util.List;

/** The keys of the configuration of a pre-training. */
enum PretrainKey implements ConfigKey {
  ENCODER_NAME("encoder.name"),
  DATA_TEXT("data.text"),
  DATA_DEV("data.dev"),
  DATA_DEV_SHARE("data.dev.share"),
  DATA_SOURCE("data.source"),
  DATA_LICENCE("data.licence"),
  VOCABULARY_SIZE("vocabulary.size"),
  VOCABULARY_MINIMUM_COUNT("vocabulary.minimum.count"),
  VOCABULARY_LOWER_CASE("vocabulary.lower.case"),
  NETWORK_LAYERS("network.layers"),
  NETWORK_HIDDEN_SIZE("network.hidden.size"),
  NETWORK_HEADS("network.heads"),
  NETWORK_INTERMEDIATE_SIZE("network.intermediate.size"),
  NETWORK_POSITIONS("network.positions"),
  NETWORK_LONGEST_ROW("network.longest.row"),
  TRAINING_STEPS("training.steps"),
  TRAINING_MINUTES("training.minutes"),
  TRAINING_BATCH_SIZE("training.batch.size"),
  TRAINING_LEARNING_RATE("training.learning.rate"),
  TRAINING_WARM_UP("training.warm.up"),
  TRAINING_DECAY("training.decay"),
  TRAINING_WEIGHT_DECAY("training.weight.decay"),
  TRAINING_CLIP("training.clip"),
  TRAINING_DROPOUT_HIDDEN("training.dropout.hidden"),
  TRAINING_DROPOUT_ATTENTION("training.dropout.attention"),
  TRAINING_EVALUATION_STEPS("training.evaluation.steps"),
  TRAINING_EVALUATION_ROWS("training.evaluation.rows"),
  TRAINING_SEED("training.seed"),
  TRAINING_THREADS("training.threads"),
  TRAINING_DEVICE("training.device");

  private final String key;

  PretrainKey(String key) {
    this.key = key;
  }

  /** Returns all keys as they are written in the file. */
  static List<String> all() {
    return Arrays.stream(values()).map(PretrainKey::toString).toList();
  }

  /** Returns the key as it is written in the file. */
  @Override
  public String toString() {
    return key;
  }
}
