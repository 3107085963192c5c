package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.onnx.Matrix;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RequiresLibtorch
class LexiconTableTest {
  private static final int COLUMNS = 7;
  private static final LexiconTable TABLE = new LexiconTable(vectors(), 3);

  private final Parameters parameters = new Parameters();

  private static Matrix vectors() {
    Random random = new Random(1);
    float[] values = new float[5 * COLUMNS];
    for (int i = COLUMNS; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Matrix(5, COLUMNS, values);
  }

  @AfterEach
  void close() {
    parameters.close();
  }

  @Test
  @SuppressWarnings("try") // scopes work by being open
  void shouldGiveTheMeanOfTheReducedRows() {
    TABLE.initialize(parameters, new InitialValues(2));
    List<WordIds> words = List.of(word(3), word(), word(1, 4, 4));
    try (PointerScope scope = new PointerScope()) {
      Batch batch = Batch.of(List.of(sentence(words), sentence(words.subList(2, 3))), id -> id);

      Tensor found = TABLE.of(batch, parameters);
      Matrix reduced = TABLE.read(parameters);

      assertThat(found.sizes().vec().get()).containsExactly(3, 2, 3);
      for (int i = 0; i < 3; i++) {
        float mean = (reduced.at(1, i) + 2 * reduced.at(4, i)) / 3;
        assertThat(at(found, 0, 0, i)).isCloseTo(reduced.at(3, i), within(1e-5f));
        assertThat(at(found, 1, 0, i)).isZero();
        assertThat(at(found, 2, 0, i)).isCloseTo(mean, within(1e-5f));
        assertThat(at(found, 0, 1, i)).isCloseTo(mean, within(1e-5f));
        assertThat(at(found, 1, 1, i)).isZero();
        assertThat(reduced.at(0, i)).isZero();
      }
    }
  }

  @Test
  void shouldTrainNothingButTheLayer() {
    TABLE.initialize(parameters, new InitialValues(2));

    assertThat(parameters.count()).isEqualTo(3 * COLUMNS);
  }

  private static float at(Tensor values, int token, int row, int position) {
    return values.select(0, token).select(0, row).select(0, position).item_float();
  }

  private static WordIds word(int... rows) {
    return new WordIds(1, new int[] {1}, new int[] {1}, rows);
  }

  private static TrainingSentence sentence(List<WordIds> words) {
    return new TrainingSentence(words, Map.of(), Map.of());
  }
}
