package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.model.recurrent.WordFeatures;
import io.tagstream.training.config.NetworkConfig;
import io.tagstream.training.config.Shares;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Decides which words and characters get a row of their own. */
public final class Vocabulary {
  private static final int CHARACTER_MINIMUM_COUNT = 2;

  private Vocabulary() {}

  /**
   * Makes the tokenizer of a network from the sentences it learns from. A character has a row if it
   * is frequent in the text as the data has it, or as the epochs show it in lower case or capitals.
   *
   * @param shares how many sentences are shown otherwise than the data has them
   */
  public static RecurrentTokenizer of(
      List<LabelledSentence> train, NetworkConfig network, Shares shares) {
    Map<String, Integer> words = new TreeMap<>();
    for (LabelledSentence sentence : train) {
      sentence
          .tokens()
          .forEach(token -> words.merge(WordFeatures.tableForm(token), 1, Integer::sum));
    }
    SortedSet<String> characters = frequentCharacters(train, UnaryOperator.identity());
    if (shares.lower() > 0 || shares.plain() > 0) {
      characters.addAll(frequentCharacters(train, token -> token.toLowerCase(Locale.ROOT)));
    }
    if (shares.upper() > 0) {
      characters.addAll(frequentCharacters(train, token -> token.toUpperCase(Locale.ROOT)));
    }
    return new RecurrentTokenizer(
        RecurrentTokenizer.FORMAT_VERSION,
        frequent(words, network.words().minimumCount()),
        affixes(network.words()),
        network.characters().kind() == NetworkConfig.CharacterKind.NONE
            ? RecurrentTokenizer.Characters.NONE
            : new RecurrentTokenizer.Characters(
                List.copyOf(characters), network.characters().longestWord()));
  }

  private static SortedSet<String> frequentCharacters(
      List<LabelledSentence> sentences, UnaryOperator<String> written) {
    Map<String, Integer> counts = new TreeMap<>();
    for (LabelledSentence sentence : sentences) {
      for (String token : sentence.tokens()) {
        WordFeatures.normalize(written.apply(token))
            .codePoints()
            .forEach(point -> counts.merge(Character.toString(point), 1, Integer::sum));
      }
    }
    SortedSet<String> characters =
        new TreeSet<>(Comparator.comparingInt(character -> character.codePointAt(0)));
    characters.addAll(frequent(counts, CHARACTER_MINIMUM_COUNT));
    return characters;
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
