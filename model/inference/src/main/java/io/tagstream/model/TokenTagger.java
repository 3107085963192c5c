package io.tagstream.model;

import java.util.ArrayList;
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

  /**
   * Tags the turns of streams as they are served: the forward state of a turn is carried on to the
   * next one of its stream; what comes after a turn is not read for it. Of a turn longer than the
   * model's longest sentence, which is several sentences then, the class is that of the first. A
   * tagger that has no state to carry tags every turn on its own, as here.
   *
   * @param streams the turns of each stream in their order, and the tokens of each, at least one a
   *     turn
   * @return one tagging a turn, in the order of {@code streams}
   * @throws TaggingException if one of the turns cannot be tagged
   * @throws ModelFailedException if the model fails whatever the turn
   */
  default List<List<TokenTagging>> tagStreams(List<List<List<String>>> streams) {
    List<TokenTagging> taggings = tagTokens(streams.stream().flatMap(List::stream).toList());
    List<List<TokenTagging>> byStream = new ArrayList<>(streams.size());
    int begin = 0;
    for (List<List<String>> turns : streams) {
      byStream.add(List.copyOf(taggings.subList(begin, begin + turns.size())));
      begin += turns.size();
    }
    return byStream;
  }
}
