package io.tagstream.training.config;

import java.util.Arrays;
import java.util.List;

/** The keys of a training configuration but for those of its data sets. */
enum TrainKey implements ConfigKey {
  BUNDLE_NAME("bundle.name"),
  BUNDLE_VERSION("bundle.version"),
  BUNDLE_DESCRIPTION("bundle.description"),
  BUNDLE_LICENCE("bundle.licence"),
  BUNDLE_MAX_TOKENS("bundle.max.tokens"),
  BUNDLE_EXAMPLES("bundle.examples"),
  BUNDLE_CARD("bundle.card"),
  BUNDLE_SLOTS_HEAD("bundle.slots.head"),
  BUNDLE_CLASSES_HEAD("bundle.classes.head"),
  BUNDLE_STREAM_RIGHT_CONTEXT("bundle.stream.right.context"),
  BUNDLE_WEIGHTS("bundle.weights"),
  DATA_SETS("data.sets"),
  NETWORK_ENCODER("network.encoder"),
  NETWORK_WEIGHTS("network.weights"),
  NETWORK_WEIGHTS_SOURCE("network.weights.source"),
  NETWORK_WEIGHTS_LICENCE("network.weights.licence"),
  NETWORK_MAX_PIECES("network.max.pieces"),
  NETWORK_WORD_MINIMUM_COUNT("network.word.minimum.count"),
  NETWORK_WORD_WIDTH("network.word.width"),
  NETWORK_AFFIX_LONGEST("network.affix.longest"),
  NETWORK_AFFIX_BUCKETS("network.affix.buckets"),
  NETWORK_AFFIX_WIDTH("network.affix.width"),
  NETWORK_CHARACTERS("network.characters"),
  NETWORK_CHARACTER_LONGEST_WORD("network.character.longest.word"),
  NETWORK_CHARACTER_WIDTH("network.character.width"),
  NETWORK_CHARACTER_FILTERS("network.character.filters"),
  NETWORK_CHARACTER_HIDDEN_SIZE("network.character.hidden.size"),
  NETWORK_VECTORS("network.vectors"),
  NETWORK_VECTORS_WIDTH("network.vectors.width"),
  NETWORK_VECTORS_LIMIT("network.vectors.limit"),
  NETWORK_VECTORS_SOURCE("network.vectors.source"),
  NETWORK_VECTORS_LICENCE("network.vectors.licence"),
  NETWORK_CELL("network.cell"),
  NETWORK_DIRECTION("network.direction"),
  NETWORK_LAYERS("network.layers"),
  NETWORK_RESIDUAL("network.residual"),
  NETWORK_HIDDEN_SIZE("network.hidden.size"),
  NETWORK_SLOTS_DECODER("network.slots.decoder"),
  NETWORK_CLASS_POOLING("network.class.pooling"),
  NETWORK_CLASS_TO_SLOTS("network.class.to.slots"),
  NETWORK_ATTENTION_WIDTH("network.attention.width"),
  TRAINING_EPOCHS("training.epochs"),
  TRAINING_BATCH_SIZE("training.batch.size"),
  TRAINING_BATCH_PIECES("training.batch.pieces"),
  TRAINING_PATIENCE("training.patience"),
  TRAINING_OPTIMIZER("training.optimizer"),
  TRAINING_WEIGHT_DECAY("training.weight.decay"),
  TRAINING_LEARNING_RATE("training.learning.rate"),
  TRAINING_HEAD_RATE("training.head.rate"),
  TRAINING_LAYER_DECAY("training.layer.decay"),
  TRAINING_FROZEN_LAYERS("training.frozen.layers"),
  TRAINING_FROZEN_EMBEDDINGS("training.frozen.embeddings"),
  TRAINING_WARM_UP("training.warm.up"),
  TRAINING_DECAY("training.decay"),
  TRAINING_CLIP("training.clip"),
  TRAINING_CONSISTENCY("training.consistency"),
  TRAINING_TRUNCATION("training.truncation"),
  TRAINING_STREAM_TURNS("training.stream.turns"),
  TRAINING_STREAM_CUT("training.stream.cut"),
  TRAINING_AVERAGE("training.average"),
  TRAINING_DROPOUT_INPUT("training.dropout.input"),
  TRAINING_DROPOUT_LAYER("training.dropout.layer"),
  TRAINING_DROPOUT_ATTENTION("training.dropout.attention"),
  TRAINING_DROPOUT_OUTPUT("training.dropout.output"),
  TRAINING_DROPOUT_WORD("training.dropout.word"),
  TRAINING_LABEL_SMOOTHING("training.label.smoothing"),
  TRAINING_TAG_SMOOTHING("training.tag.smoothing"),
  TRAINING_CLASS_LOSS("training.class.loss"),
  TRAINING_CLASS_WEIGHTS("training.class.weights"),
  TRAINING_PLAIN_SHARE("training.plain.share"),
  TRAINING_LOWER_SHARE("training.lower.share"),
  TRAINING_UPPER_SHARE("training.upper.share"),
  TRAINING_UNPUNCTUATED_SHARE("training.unpunctuated.share"),
  TRAINING_PREFIX_SHARE("training.prefix.share"),
  TRAINING_SWAP_SHARE("training.swap.share"),
  TRAINING_SWAP_WITHIN("training.swap.within"),
  TRAINING_SEED("training.seed"),
  TRAINING_THREADS("training.threads"),
  TRAINING_DEVICE("training.device");

  private final String key;

  TrainKey(String key) {
    this.key = key;
  }

  /** Returns all keys as they are written in the file. */
  static List<String> all() {
    return Arrays.stream(values()).map(TrainKey::toString).toList();
  }

  /** Returns the key as it is written in the file. */
  @Override
  public String toString() {
    return key;
  }
}
