package io.tagstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.training.config.NetworkConfig;
import io.tagstream.training.network.ClassPooling;
import io.tagstream.training.network.RecurrentStack;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  @Test
  void shouldKeepFrequentWordsAndCharacters() {
    NetworkConfig network =
        new NetworkConfig(
            new NetworkConfig.Words(2, 4, 3, 32, 2),
            new NetworkConfig.Characters(NetworkConfig.CharacterKind.LSTM, 10, 2, 2, 2),
            new RecurrentStack(Cell.LSTM, Direction.BIDIRECTIONAL, 1, false, 2),
            new NetworkConfig.Heads(DecoderKind.CRF, ClassPooling.ATTENTION, 2, false));
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
