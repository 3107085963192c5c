package io.tagstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.training.config.TrainConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  @Test
  void shouldKeepFrequentWordsAndCharacters() {
    TrainConfig.Network network = new TrainConfig.Network(2, 4, 3, 32, 2, 10, 2, 2, 2, 2);
    List<LabelledSentence> sentences =
        List.of(
            new LabelledSentence(
                "made-up", null, List.of("Rain", "rain", "snow", "🎸", "🎸"), List.of(), "x"));

    RecurrentTokenizer tokenizer = Vocabulary.of(sentences, network);

    assertThat(tokenizer.words()).containsExactly("rain", "🎸");
    assertThat(tokenizer.characters().alphabet()).containsExactly("a", "i", "n", "🎸");
    assertThat(tokenizer.affixes()).isEqualTo(new RecurrentTokenizer.Affixes(3, 32));
  }
}
