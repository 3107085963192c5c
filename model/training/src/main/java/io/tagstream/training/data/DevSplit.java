package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.DataConfig.DataSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * A share of the sentences of a data set, set aside as dev sentences, and the rest. Which ones says
 * a digest of the letters and digits of a text alone: its sentences stay together, and so do texts
 * that are the same to a reader, whatever the seed, the order of the files and the texts beside
 * them, so that a dev sentence remains one when the data grows.
 *
 * @param train the sentences left to learn from
 * @param dev the sentences set aside
 */
record DevSplit(List<LabelledSentence> train, List<LabelledSentence> dev) {
  private static final int BITS_OF_A_FRACTION = 53;

  DevSplit {
    train = List.copyOf(train);
    dev = List.copyOf(dev);
  }

  /**
   * Sets the share of a data set aside.
   *
   * @param texts the sentences of each text; one that comes as tokens is a text of its own
   * @throws UnusableDataException if either part would be empty
   */
  static DevSplit of(DataSet set, List<List<LabelledSentence>> texts) {
    double share = set.files().devShare();
    List<LabelledSentence> train = new ArrayList<>();
    List<LabelledSentence> dev = new ArrayList<>();
    for (List<LabelledSentence> text : texts) {
      (fraction(SentenceText.key(text)) < share ? dev : train).addAll(text);
    }
    int sentences = dev.size() + train.size();
    if (sentences > 0 && (dev.isEmpty() || train.isEmpty())) {
      throw new UnusableDataException(
          "%s: expected a share that sets some of the %d sentences of %s aside and leaves some, found %s, which sets %d aside; %s it, or name files in %s"
              .formatted(
                  set.key("dev.share"),
                  sentences,
                  set.key("train"),
                  share,
                  dev.size(),
                  dev.isEmpty() ? "raise" : "lower",
                  set.key("dev")));
    }
    return new DevSplit(train, dev);
  }

  /** Returns what was done, in words for people. */
  String said() {
    return "%d of %d sentences are set aside as dev sentences"
        .formatted(dev.size(), dev.size() + train.size());
  }

  /** Returns a number in [0, 1) that is as good as drawn by chance, but the same for the same. */
  private static double fraction(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      long bits = ByteBuffer.wrap(digest).getLong() >>> (Long.SIZE - BITS_OF_A_FRACTION);
      return (double) bits / (1L << BITS_OF_A_FRACTION);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: expected in every JDK, found none", e);
    }
  }
}
