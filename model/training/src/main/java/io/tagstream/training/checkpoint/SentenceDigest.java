package io.tagstream.training.checkpoint;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.data.StreamPlace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The SHA-256 of sentences, in order; of labelled ones, of their tokens, tags, classes and places.
 */
public final class SentenceDigest {
  private SentenceDigest() {}

  /** Returns the number of the sentences and 16 hexadecimal digits of their digest. */
  public static String of(List<LabelledSentence> sentences) {
    MessageDigest digest = Sha256.begin();
    for (LabelledSentence sentence : sentences) {
      update(digest, "tokens", sentence.tokens());
      update(digest, "tags", sentence.tags());
      update(digest, "class", sentence.label() == null ? List.of() : List.of(sentence.label()));
      StreamPlace place = sentence.place();
      if (place != null) {
        update(digest, "place", List.of(place.key(), String.valueOf(place.seq())));
      }
    }
    return sentences.size() + " sentences (" + hex(digest) + ")";
  }

  /** Returns the number of some texts and of their sentences, and 16 digits of their digest. */
  public static String ofTexts(List<List<String>> texts) {
    MessageDigest digest = Sha256.begin();
    texts.forEach(text -> update(digest, "text", text));
    return "%d texts of %d sentences (%s)"
        .formatted(texts.size(), texts.stream().mapToInt(List::size).sum(), hex(digest));
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }

  private static void update(MessageDigest digest, String field, List<String> values) {
    // The count tells where a field ends; zero bytes, which no token has, tell where a value does.
    digest.update((field + " " + values.size()).getBytes(StandardCharsets.UTF_8));
    for (String value : values) {
      digest.update((byte) 0);
      digest.update(value.getBytes(StandardCharsets.UTF_8));
    }
    digest.update((byte) 0);
  }
}
