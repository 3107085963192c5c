package io.tagstream.training.config;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.training.network.ClassPooling;
import io.tagstream.training.network.RecurrentStack;

/**
 * What a network is made of and how large its parts are.
 *
 * @param words words and their affixes
 * @param characters what reads the characters of a word
 * @param stack the recurrent layers
 * @param heads what says tags and classes
 */
public record NetworkConfig(Words words, Characters characters, RecurrentStack stack, Heads heads) {

  /**
   * Words and their affixes.
   *
   * @param minimumCount how often a word must occur to have a row of its own
   * @param width numbers a word
   * @param affixLongest longest prefix and suffix, in code points; 0 for none, and no shape
   * @param affixBuckets rows of the table of hashed affixes and shapes
   * @param affixWidth numbers an affix
   */
  public record Words(
      int minimumCount, int width, int affixLongest, int affixBuckets, int affixWidth) {}

  /**
   * What reads the characters of a word.
   *
   * @param kind how they are read
   * @param longestWord code points kept of a word
   * @param width numbers a character
   * @param filters filters of the convolution
   * @param hiddenSize hidden units of each of the two LSTM layers
   */
  public record Characters(
      CharacterKind kind, int longestWord, int width, int filters, int hiddenSize) {}

  /** How characters are read. */
  public enum CharacterKind {
    /** By a convolution, of which each filter keeps its highest response. */
    CONVOLUTION,
    /** By two LSTM layers, one forward and one backward, which keep their last states. */
    LSTM,
    /** Not at all. */
    NONE
  }

  /**
   * What says tags and classes.
   *
   * @param decoder how tags are made of their scores
   * @param pooling what makes one vector of those of the tokens, for the class
   * @param attentionWidth width of the projection that attention is computed on
   * @param classToSlots whether the slot head reads the distribution over the classes
   */
  public record Heads(
      DecoderKind decoder, ClassPooling pooling, int attentionWidth, boolean classToSlots) {}

  static NetworkConfig of(Settings settings, EncoderKind kind) {
    return new NetworkConfig(
        words(settings), characters(settings), stack(settings), heads(settings, kind));
  }

  private static Words words(Settings settings) {
    return new Words(
        settings.integer(TrainKey.NETWORK_WORD_MINIMUM_COUNT, 2, 1, 1_000),
        settings.integer(TrainKey.NETWORK_WORD_WIDTH, 100, 1, 1_024),
        settings.integer(TrainKey.NETWORK_AFFIX_LONGEST, 4, 0, 8),
        settings.integer(TrainKey.NETWORK_AFFIX_BUCKETS, 16_384, 2, 1 << 22),
        settings.integer(TrainKey.NETWORK_AFFIX_WIDTH, 16, 1, 256));
  }

  private static Characters characters(Settings settings) {
    return new Characters(
        settings.choice(TrainKey.NETWORK_CHARACTERS, CharacterKind.CONVOLUTION),
        settings.integer(TrainKey.NETWORK_CHARACTER_LONGEST_WORD, 20, 2, 64),
        settings.integer(TrainKey.NETWORK_CHARACTER_WIDTH, 30, 1, 256),
        settings.integer(TrainKey.NETWORK_CHARACTER_FILTERS, 100, 1, 1_024),
        settings.integer(TrainKey.NETWORK_CHARACTER_HIDDEN_SIZE, 50, 1, 1_024));
  }

  private static RecurrentStack stack(Settings settings) {
    return new RecurrentStack(
        settings.choice(TrainKey.NETWORK_CELL, Cell.LSTM),
        settings.choice(TrainKey.NETWORK_DIRECTION, Direction.BIDIRECTIONAL),
        settings.integer(TrainKey.NETWORK_LAYERS, 1, 1, 16),
        settings.flag(TrainKey.NETWORK_RESIDUAL, false),
        settings.integer(TrainKey.NETWORK_HIDDEN_SIZE, 200, 1, 2_048));
  }

  private static Heads heads(Settings settings, EncoderKind kind) {
    return new Heads(
        settings.choice(TrainKey.NETWORK_SLOTS_DECODER, DecoderKind.CRF),
        pooling(settings, kind),
        settings.integer(TrainKey.NETWORK_ATTENTION_WIDTH, 100, 1, 1_024),
        settings.flag(TrainKey.NETWORK_CLASS_TO_SLOTS, false));
  }

  private static ClassPooling pooling(Settings settings, EncoderKind kind) {
    ClassPooling pooling = settings.choice(TrainKey.NETWORK_CLASS_POOLING, kind.pooling());
    boolean first = pooling == ClassPooling.FIRST || pooling == ClassPooling.POOLER;
    if (first && kind == EncoderKind.RECURRENT) {
      throw settings.refused(
          TrainKey.NETWORK_CLASS_POOLING,
          "expected attention, mean or max of recurrent layers, whose first word has read no other, found %s; choose one of these"
              .formatted(Settings.spelled(pooling)));
    }
    return pooling;
  }
}
