package io.tagstream.model.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateWriterTest {

  @Test
  void shouldWriteTheSameBytesForEver() {
    byte[] bytes =
        new StateWriter()
            .single(255)
            .number(-65)
            .text("é")
            .real(1.0)
            .reals(new float[] {-2})
            .reals(new double[] {2})
            .halves(new float[] {1})
            .toBytes();

    assertThat(bytes)
        .containsExactly(
            0xFF, 0x81, 0x01, 4, 0xC3, 0xA9, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 2, 0xC0, 0, 0, 0, 2,
            0x40, 0, 0, 0, 0, 0, 0, 0, 2, 0x3C, 0);
  }

  @Test
  void shouldHoldMoreThanItHadRoomFor() {
    double[] doubles = new double[2500];
    Arrays.setAll(doubles, i -> i);
    StateWriter writer = new StateWriter().text("x".repeat(2040));
    for (int i = 0; i < 100; i++) {
      writer.number(Long.MIN_VALUE).single(i).real(i / 2f);
    }
    byte[] bytes = writer.reals(doubles).list(List.of(7L, 8L), writer::number).toBytes();

    List<Object> read =
        StateReader.read(
            ByteBuffer.wrap(bytes),
            reader -> {
              assertThat(reader.text()).hasSize(2040);
              for (int i = 0; i < 100; i++) {
                assertThat(reader.number()).isEqualTo(Long.MIN_VALUE);
                assertThat(reader.single()).isEqualTo(i);
                assertThat(reader.realSingle()).isEqualTo(i / 2f);
              }
              assertThat(reader.doubles()).isEqualTo(doubles);
              return List.copyOf(reader.list(reader::number));
            });

    assertThat(read).containsExactly(7L, 8L);
  }
}
