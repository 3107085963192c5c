package io.tagstream.model;

import java.util.List;

/**
 * Tags sentences that are tokens already, as labelled data is, so that a model is measured and not
 * the tokenizer. Implementations are safe for use by several threads at once.
 */
public interface TokenTagger {

  /**
   * Tags sentences, each on its own. A sentence longer than the model's limit is cut at the limit;
   * its class is that of the first piece.
   *
   * @param sentences the tokens of each sentence, at least one a sentence
   * @return one tagging a sentence, in the order of {@code sentences}
   * @throws TaggingException if one of the sentences cannot be tagged
   * @throws ModelFailedException if the model fails whatever the sentence
   */
  List<TokenTagging> tagTokens(List<List<String>> sentences);
}
