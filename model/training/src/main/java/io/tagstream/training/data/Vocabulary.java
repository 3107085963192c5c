package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.model.recurrent.WordFeatures;
import io.tagstream.training.config.NetworkConfig;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Decides which words and characters get a row of their own. */
public final class Vocabulary {
  private static final int CHARACTER_MINIMUM_COUNT = 2;

  private Vocabulary() {}

  /** Makes the tokenizer of a network from the sentences it learns from. */
  public static RecurrentTokenizer of(List<LabelledSentence> train, NetworkConfig network) {
    Map<String, Integer> words = new TreeMap<>();
    Map<String, Integer> characters =
        new TreeMap<>(Comparator.comparingInt(character -> character.codePointAt(0)));
    for (LabelledSentence sentence : train) {
      for (String token : sentence.tokens()) {
        words.merge(WordFeatures.tableForm(token), 1, Integer::sum);
        WordFeatures.normalize(token)
            .codePoints()
            .forEach(point -> characters.merge(Character.toString(point), 1, Integer::sum));
      }
    }
    return new RecurrentTokenizer(
        RecurrentTokenizer.FORMAT_VERSION,
        frequent(words, network.words().minimumCount()),
        affixes(network.words()),
        network.characters().kind() == NetworkConfig.CharacterKind.NONE
            ? RecurrentTokenizer.Characters.NONE
            : new RecurrentTokenizer.Characters(
                frequent(characters, CHARACTER_MINIMUM_COUNT), network.characters().longestWord()));
  }

  private static RecurrentTokenizer.Affixes affixes(NetworkConfig.Words words) {
    return words.affixLongest() == 0
        ? RecurrentTokenizer.Affixes.NONE
        : new RecurrentTokenizer.Affixes(words.affixLongest(), words.affixBuckets());
  }

  /** Returns the different words of sentences, as they are written and in lower case. */
  public static Set<String> forms(List<LabelledSentence> sentences) {
    Set<String> forms = new HashSet<>();
    for (LabelledSentence sentence : sentences) {
      for (String token : sentence.tokens()) {
        forms.add(WordFeatures.normalize(token));
        forms.add(WordFeatures.tableForm(token));
      }
    }
    return forms;
  }

  private static List<String> frequent(Map<String, Integer> counts, int minimum) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= minimum)
        .map(Map.Entry::getKey)
        .toList();
  }
}
