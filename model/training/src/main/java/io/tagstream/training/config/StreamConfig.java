package io.tagstream.training.config;

import io.tagstream.model.stream.StreamRules;
import io.tagstream.training.network.ClassPooling;
import org.jspecify.annotations.Nullable;

/**
 * How a network learns to read streams.
 *
 * @param turns most turns that are learned from as one stream
 * @param cut share of the turns that are shown in two pieces
 * @param rightContext tokens behind a boundary that a bundle for streams reads before it lets what
 *     was said before them rest; the first of two pieces looks ahead 0 to twice as many
 */
public record StreamConfig(int turns, double cut, int rightContext) {
  static StreamConfig read(Settings settings, EncoderKind kind, NetworkConfig.Heads heads) {
    Integer rightContext = rightContext(settings, kind, heads);
    double cut = settings.number(TrainKey.TRAINING_STREAM_CUT, 0, 0, 1);
    if (cut > 0 && rightContext == null) {
      throw settings.wrong(
          TrainKey.TRAINING_STREAM_CUT,
          "0 where the bundle is not for streams; set " + TrainKey.BUNDLE_STREAM_RIGHT_CONTEXT,
          String.valueOf(cut));
    }
    return new StreamConfig(
        // A transformer carries nothing on: each turn is learned from by itself.
        settings.integer(
            TrainKey.TRAINING_STREAM_TURNS, kind == EncoderKind.BERT ? 1 : 4, 1, 100_000),
        cut,
        rightContext == null ? 0 : rightContext);
  }

  /**
   * Reads the right context of a bundle for streams; {@code null} if it is none.
   *
   * @throws TrainConfigException if the network cannot read streams
   */
  static @Nullable Integer rightContext(
      Settings settings, EncoderKind kind, NetworkConfig.Heads heads) {
    TrainKey key = TrainKey.BUNDLE_STREAM_RIGHT_CONTEXT;
    boolean transformer = kind == EncoderKind.BERT;
    Integer rightContext =
        settings.integerOrNone(
            key, 0, transformer ? StreamRules.MAX_TOKENS : StreamRules.MAX_RECURRENT);
    if (rightContext == null || transformer) {
      return rightContext;
    }
    if (heads.pooling() == ClassPooling.MAX) {
      throw settings.refused(
          key,
          "expected it only beside network.class.pooling=attention or mean, which a stream can sum"
              + " up as it goes on, found max; choose another, or remove the key");
    }
    if (heads.classToSlots()) {
      throw settings.refused(
          key,
          "expected it only without network.class.to.slots, for the class of a running sentence is"
              + " not known when its tags are said; set that to false, or remove the key");
    }
    return rightContext;
  }
}
