package io.tagstream.model;

import java.util.List;

/**
 * A trained model that finds spans and sentence classes in texts. Implementations are safe for use
 * by several threads at once; whoever opened a tagger closes it, and only after the last call has
 * returned (share one through {@link io.tagstream.model.serving.Taggers} if that is hard to know).
 */
public interface Tagger extends AutoCloseable {

  /** Returns the identity of the model, which every record it tags carries. */
  ModelId model();

  /**
   * Tags texts, each on its own, in one batch where the model allows it. The result of a text does
   * not depend on its neighbours, to the bit.
   *
   * @return one tagging a text, in the order of {@code texts}
   * @throws TaggingException if one of the texts cannot be tagged; nothing is known about any of
   *     them then, and whoever must know which one it is tags them one by one
   * @throws ModelFailedException if the model fails whatever the text
   */
  List<Tagging> tag(List<Text> texts);

  /**
   * Tags one text.
   *
   * @throws TaggingException if it cannot be tagged
   * @throws ModelFailedException if the model fails whatever the text
   */
  default Tagging tag(Text text) {
    return tag(List.of(text)).get(0);
  }

  /**
   * Tags one text of a language that is not known.
   *
   * @throws TaggingException if it cannot be tagged
   * @throws ModelFailedException if the model fails whatever the text
   */
  default Tagging tag(String text) {
    return tag(Text.of(text));
  }

  /**
   * Returns what the encoder has done for callers since the tagger was opened; {@link
   * EncoderWork#NONE} of a tagger without an encoder.
   */
  default EncoderWork work() {
    return EncoderWork.NONE;
  }

  /** Frees native memory. A call in flight must have returned before. */
  @Override
  void close();
}
