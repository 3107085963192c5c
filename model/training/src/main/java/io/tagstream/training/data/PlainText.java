package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.decode.TagSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Sentences as they are typed in a hurry: in lower case, without punctuation at the end. */
public final class PlainText {
  private static final Set<String> FINAL_PUNCTUATION = Set.of(".", "?", "!");

  private PlainText() {}

  /** Returns the sentence without capitals and final punctuation. */
  public static LabelledSentence of(LabelledSentence sentence) {
    int end = sentence.tokens().size();
    while (end > 1
        && FINAL_PUNCTUATION.contains(sentence.tokens().get(end - 1))
        && (!sentence.hasTags() || sentence.tags().get(end - 1).equals(TagSet.OUTSIDE))) {
      end--;
    }
    List<String> tokens =
        sentence.tokens().subList(0, end).stream()
            .map(token -> token.toLowerCase(Locale.ROOT))
            .toList();
    return sentence.rewritten(
        tokens, sentence.hasTags() ? sentence.tags().subList(0, end) : List.of());
  }
}
