package io.tagstream.training.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.training.network.InitialValues;
import io.tagstream.training.network.Parameters;
import io.tagstream.training.network.RequiresLibtorch;
import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.TransformerShape;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RequiresLibtorch
@SuppressWarnings("try") // scopes work by being open
class TransformerDropoutTest {
  private static final Transformer TRANSFORMER =
      new Transformer(new TransformerShape(13, 9, 2, 2, 2, 8, 16, 1e-12, PositionKind.LEARNED));

  @ParameterizedTest
  @CsvSource({"0.5, 0", "0, 0.5"})
  void shouldDrawAnewAndTheSameFromTheSameSeed(double hidden, double attention) {
    try (Parameters parameters = new Parameters()) {
      TRANSFORMER.initialize(parameters, new InitialValues(3));
      TransformerDropout dropout = new TransformerDropout(hidden, attention);

      torch.manual_seed(1);
      float[] first = hidden(parameters, dropout);
      float[] second = hidden(parameters, dropout);
      torch.manual_seed(1);
      float[] again = hidden(parameters, dropout);

      assertThat(second).isNotEqualTo(first);
      assertThat(again).containsExactly(first);
      assertThat(hidden(parameters, TransformerDropout.NONE))
          .containsExactly(hidden(parameters, TransformerDropout.NONE));
    }
  }

  private static float[] hidden(Parameters parameters, TransformerDropout dropout) {
    try (PointerScope scope = new PointerScope()) {
      PieceBatch batch = PieceBatch.of(List.of(PieceRow.of(1, 2, 3, 4), PieceRow.of(5, 6)));
      return Parameters.numbers(TRANSFORMER.hidden(batch, parameters, dropout));
    }
  }
}
