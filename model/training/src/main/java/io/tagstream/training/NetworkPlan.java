package io.tagstream.training;

import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.training.config.NetworkConfig;
import io.tagstream.training.data.LabelSets;
import io.tagstream.training.network.AffixTable;
import io.tagstream.training.network.CharacterFilters;
import io.tagstream.training.network.CharacterReader;
import io.tagstream.training.network.CharacterStates;
import io.tagstream.training.network.ClassHead;
import io.tagstream.training.network.SlotHead;
import io.tagstream.training.network.TokenInput;
import io.tagstream.training.network.WordTable;
import org.jspecify.annotations.Nullable;

/** Makes the parts of a network, as configured, for a tokenizer and for labels. */
final class NetworkPlan {
  private final NetworkConfig config;

  NetworkPlan(NetworkConfig config) {
    this.config = config;
  }

  TokenInput input(RecurrentTokenizer tokenizer) {
    NetworkConfig.Words words = config.words();
    return new TokenInput(
        new WordTable(tokenizer.wordRows(), words.width()),
        tokenizer.featureCount() == 0
            ? null
            : new AffixTable(
                tokenizer.affixes().buckets(), tokenizer.featureCount(), words.affixWidth()),
        characters(tokenizer.characterRows()));
  }

  private @Nullable CharacterReader characters(int rows) {
    NetworkConfig.Characters characters = config.characters();
    return switch (characters.kind()) {
      case CONVOLUTION -> new CharacterFilters(rows, characters.width(), characters.filters());
      case LSTM -> new CharacterStates(rows, characters.width(), characters.hiddenSize());
      case NONE -> null;
    };
  }

  /**
   * Makes the slot head for some labels.
   *
   * @param classHead name of the class head for the same data, which it may read
   */
  SlotHead slotHead(LabelSets labels, String classHead) {
    int classes = labels.classes().size();
    boolean readsClasses = config.heads().classToSlots() && classes > 0;
    return new SlotHead(
        labels.tagCount(),
        config.heads().decoder(),
        readsClasses ? new SlotHead.ReadClasses(classHead, classes) : null);
  }

  ClassHead classHead(LabelSets labels) {
    NetworkConfig.Heads heads = config.heads();
    return new ClassHead(labels.classes().size(), heads.pooling(), heads.attentionWidth());
  }
}
