package io.tagstream.model.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.encoder.RecurrentState;
import io.tagstream.model.stream.StreamState.Chain;
import io.tagstream.model.stream.StreamState.ChainToken;
import io.tagstream.model.stream.StreamState.OpenSentence;
import io.tagstream.model.stream.StreamState.SaidSentence;
import io.tagstream.model.stream.StreamState.SaidSpan;
import io.tagstream.model.stream.StreamStateCodec.Precision;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StreamStateCodecTest {
  private static final StreamStateCodec FLOAT = new StreamStateCodec(Precision.FLOAT);
  private static final StreamStateCodec HALF = new StreamStateCodec(Precision.HALF);
  private static final StreamState STATE =
      new StreamState(
          5_000_000_000L,
          77,
          "to \uD83D\uDE00 Ann",
          "pt-BR",
          new RecurrentState(new float[] {0.1f, -1f}, new float[] {3.3f, 0f}),
          4_999_999_997L,
          4_999_999_990L,
          4_999_999_995L,
          new Chain(
              2, 1234.5, 4_999_999_996L, 4_999_999_990L, 0.5f, List.of(token(1), token(-2.5f))),
          List.of(new OpenSentence(4_999_999_000L, 4_999_999_996L, 300, 2.5, new double[] {1, 2})),
          List.of(new SaidSpan(70, "name", 4_999_999_997L, 5_000_000_000L, 0.75f)),
          List.of(new SaidSentence(71, 4_999_999_000L, 5_000_000_000L, "greeting", 0.5f)));

  private static ChainToken token(float logit) {
    return new ChainToken(4_999_999_996L, 4_999_999_998L, new float[] {logit, 0});
  }

  @Test
  void shouldGiveBackWhatItWrote() {
    StreamState read = FLOAT.decode(ByteBuffer.wrap(FLOAT.encode(STATE)));

    assertThat(read).usingRecursiveComparison().isEqualTo(STATE);
  }

  @Test
  void shouldGiveBackTheBeginOfAStream() {
    StreamState read = FLOAT.decode(ByteBuffer.wrap(FLOAT.encode(StreamState.BEGIN)));

    assertThat(read).usingRecursiveComparison().isEqualTo(StreamState.BEGIN);
  }

  @Test
  void shouldGiveBackALongTail() {
    List<SaidSpan> spans =
        LongStream.range(0, 1024)
            .mapToObj(i -> new SaidSpan(i, "name", 9 * i, 9 * i + 8, 1))
            .toList();
    StreamState state =
        StreamState.ofText(66_000, 1024, "\u6771\u4EAC ".repeat(22_000), "ja", 0, spans, List.of());

    assertThat(FLOAT.decode(ByteBuffer.wrap(FLOAT.encode(state)))).isEqualTo(state);
  }

  @Test
  void shouldKeepAllButTheRecurrentStateExactInHalfPrecision() {
    StreamState read = FLOAT.decode(ByteBuffer.wrap(HALF.encode(STATE)));

    assertThat(read).usingRecursiveComparison().ignoringFields("recurrent").isEqualTo(STATE);
    assertThat(read.recurrent())
        .usingRecursiveComparison()
        .isEqualTo(
            new RecurrentState(new float[] {0.099975586f, -1f}, new float[] {3.3007812f, 0f}));
  }

  @Test
  void shouldRefuseAnotherVersion() {
    byte[] bytes = FLOAT.encode(STATE);
    bytes[0] = 2;

    assertThatThrownBy(() -> FLOAT.decode(ByteBuffer.wrap(bytes)))
        .isInstanceOf(StreamStateException.class)
        .hasMessageContaining("expected version 1, found 2");
  }

  @Test
  void shouldRefuseBytesThatEndTooEarlyOrTooLate() {
    byte[] bytes = FLOAT.encode(STATE);
    for (int length = 0; length < bytes.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
      assertThatThrownBy(() -> FLOAT.decode(cut)).isInstanceOf(StreamStateException.class);
    }
    ByteBuffer longer = ByteBuffer.allocate(bytes.length + 1).put(bytes).rewind();
    assertThatThrownBy(() -> FLOAT.decode(longer))
        .isInstanceOf(StreamStateException.class)
        .hasMessageContaining("1 more");
  }
}
