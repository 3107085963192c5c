package io.tagstream.model.bundle;

import io.tagstream.model.TaggingException;
import io.tagstream.model.encoder.Encoder;
import java.util.List;

/**
 * Makes an encoder familiar with the words that another one was asked about lately. Works on the
 * calling thread, a slice of words at a time, between which the model may be closed.
 */
record WordWarmUp(OpenModel open, Encoder encoder) {
  /** Some milliseconds of a core. */
  private static final int SLICE = 64;

  /** Returns how many words the encoder was made familiar with. */
  int after(Encoder predecessor) {
    List<String> words = predecessor.familiarWords();
    int familiar = 0;
    for (int begin = 0; begin < words.size(); begin += SLICE) {
      List<String> slice = words.subList(begin, Math.min(words.size(), begin + SLICE));
      familiar += familiarise(slice) ? slice.size() : 0;
    }
    return familiar;
  }

  /** A word that cannot be read is a matter of the texts that it stands in. */
  private boolean familiarise(List<String> words) {
    try {
      return open.call(
          () -> {
            encoder.familiarise(words);
            return true;
          });
    } catch (TaggingException unreadable) {
      return false;
    }
  }
}
