package io.tagstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderWorkTest {
  private static final EncoderWork WORK = new EncoderWork(1, 20, 300, 4000, 50000);

  @Test
  void shouldTakeAway() {
    assertThat(WORK.minus(new EncoderWork(1, 10, 100, 1000, 10000)))
        .isEqualTo(new EncoderWork(0, 10, 200, 3000, 40000));
    assertThat(WORK.minus(WORK)).isEqualTo(EncoderWork.NONE);
  }

  @Test
  void shouldAddUp() {
    assertThat(WORK.plus(new EncoderWork(1, 1, 1, 1, 1)))
        .isEqualTo(new EncoderWork(2, 21, 301, 4001, 50001));
  }

  @Test
  void shouldBeNothingOfATaggerWithoutEncoder() {
    Tagger tagger =
        new Tagger() {
          @Override
          public ModelId model() {
            return new ModelId("none", "1", "00");
          }

          @Override
          public List<Tagging> tag(List<Text> texts) {
            return List.of();
          }

          @Override
          public void close() {}
        };

    assertThat(tagger.work()).isEqualTo(EncoderWork.NONE);
  }
}
