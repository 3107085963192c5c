package io.tagstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.training.config.NetworkConfig;
import io.tagstream.training.config.Shares;
import io.tagstream.training.network.ClassPooling;
import io.tagstream.training.network.RecurrentStack;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  private static final NetworkConfig NETWORK =
      new NetworkConfig(
          new NetworkConfig.Words(2, 4, 3, 32, 2),
          new NetworkConfig.Characters(NetworkConfig.CharacterKind.LSTM, 10, 2, 2, 2),
          new RecurrentStack(Cell.LSTM, Direction.BIDIRECTIONAL, 1, false, 2),
          new NetworkConfig.Heads(DecoderKind.CRF, ClassPooling.ATTENTION, 2, false));

  @Test
  void shouldKeepFrequentWordsAndCharacters() {
    List<LabelledSentence> sentences =
        List.of(
            new LabelledSentence(
                "made-up", null, List.of("Rain", "rain", "snow", "🎸", "🎸"), List.of(), "x"));

    RecurrentTokenizer tokenizer = Vocabulary.of(sentences, NETWORK, Shares.NONE);

    assertThat(tokenizer.words()).containsExactly("rain", "🎸");
    assertThat(tokenizer.characters().alphabet()).containsExactly("a", "i", "n", "🎸");
    assertThat(tokenizer.affixes()).isEqualTo(new RecurrentTokenizer.Affixes(3, 32));
  }

  @Test
  void shouldKnowTheCharactersThatAChangeOfCaseWrites() {
    // Twice each: capital A with a ring, lower-case e with an acute, sharp s; once: O and o.
    String words = "\u00c5 \u00c5 \u00e9 \u00e9 \u00df \u00df O o";

    assertThat(alphabet(words, new Shares(0, 0, 0, 0, 0, 0)))
        .containsExactly("\u00c5", "\u00df", "\u00e9");
    assertThat(alphabet(words, new Shares(0, 0, 0, 0.1, 0, 0)))
        .containsExactly("o", "\u00c5", "\u00df", "\u00e5", "\u00e9");
    assertThat(alphabet(words, new Shares(0, 0, 0.1, 0, 0, 0)))
        .containsExactly("o", "\u00c5", "\u00df", "\u00e5", "\u00e9");
    assertThat(alphabet(words, new Shares(0, 0, 0, 0, 0.1, 0)))
        .containsExactly("O", "S", "\u00c5", "\u00c9", "\u00df", "\u00e9");
  }

  private static List<String> alphabet(String words, Shares shares) {
    List<LabelledSentence> sentences =
        List.of(
            new LabelledSentence(
                "made-up", null, Arrays.asList(words.split(" ", -1)), List.of(), "x"));
    return Vocabulary.of(sentences, NETWORK, shares).characters().alphabet();
  }
}
