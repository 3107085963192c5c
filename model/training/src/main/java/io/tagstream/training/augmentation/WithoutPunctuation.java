package io.tagstream.training.augmentation;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.decode.TagSet;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A sentence without the tokens that are punctuation (Unicode's category P). Those inside of spans
 * stay, since they belong to names, and so does a sentence of nothing else.
 */
public final class WithoutPunctuation implements Augmentation {

  @Override
  public LabelledSentence of(LabelledSentence sentence, RandomGenerator random) {
    List<String> tokens = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < sentence.tokens().size(); i++) {
      String token = sentence.tokens().get(i);
      boolean inSpan = sentence.hasTags() && !sentence.tags().get(i).equals(TagSet.OUTSIDE);
      if (inSpan || !isPunctuation(token)) {
        tokens.add(token);
        if (sentence.hasTags()) {
          tags.add(sentence.tags().get(i));
        }
      }
    }
    return tokens.isEmpty() ? sentence : sentence.rewritten(tokens, tags);
  }

  private static boolean isPunctuation(String token) {
    return token
        .codePoints()
        .allMatch(
            point ->
                switch (Character.getType(point)) {
                  case Character.CONNECTOR_PUNCTUATION,
                      Character.DASH_PUNCTUATION,
                      Character.START_PUNCTUATION,
                      Character.END_PUNCTUATION,
                      Character.INITIAL_QUOTE_PUNCTUATION,
                      Character.FINAL_QUOTE_PUNCTUATION,
                      Character.OTHER_PUNCTUATION ->
                      true;
                  default -> false;
                });
  }
}
