package io.tagstream.topology.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamState.SaidSpan;
import io.tagstream.model.stream.StreamStateCodec;
import io.tagstream.model.stream.StreamStateException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a stream in the store. */
class StreamRecordTest {
  private static final StreamStateCodec CODEC =
      new StreamStateCodec(StreamStateCodec.Precision.FLOAT);
  private static final StreamState STATE =
      StreamState.ofText(
          9, 4, "zoë 🎵", null, 5, List.of(new SaidSpan(3, "artist", 5, 9, 0.5f)), List.of());
  private static final StreamHeader HEADER =
      new StreamHeader(
          1_767_225_600_000L,
          false,
          false,
          1L << 40,
          (1L << 40) + 7,
          new StreamRules(StreamRules.Mode.FRAGMENT, 64, 3),
          "a684b2101c52".repeat(5) + "0123");

  @Test
  void shouldReadWhatItWrote() {
    StreamRecord read = StreamRecord.read(bytes());

    assertThat(read.header()).isEqualTo(HEADER);
    assertThat(read.state(CODEC)).isEqualTo(STATE);
    assertThat(read.state(CODEC)).as("read twice").isEqualTo(STATE);
  }

  @Test
  void shouldReadUtterances() {
    StreamHeader header =
        new StreamHeader(0, true, true, 0, 0, StreamRules.utterances(), "no digest at all");

    StreamRecord read = StreamRecord.read(StreamRecord.encode(header, STATE, CODEC));

    assertThat(read.header()).isEqualTo(header);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 64, 127, 128, 255, 256, 300, StreamRules.MAX_TOKENS})
  void shouldReadEveryRightContext(int rightContext) {
    StreamHeader header =
        new StreamHeader(
            0,
            false,
            false,
            0,
            0,
            new StreamRules(StreamRules.Mode.FRAGMENT, rightContext, StreamRules.MAX_DELAY),
            "digest");

    StreamRecord read = StreamRecord.read(StreamRecord.encode(header, STATE, CODEC));

    assertThat(read.header()).isEqualTo(header);
  }

  @Test
  void shouldHaveTimestampAndGapAtFixedPlaces() {
    byte[] bytes = bytes();

    assertThat(StreamRecord.timestamp(bytes)).isEqualTo(HEADER.timestamp());
    byte[] gap = StreamRecord.withGap(bytes, false);
    assertThat(StreamRecord.read(gap).header().gap()).isTrue();
    assertThat(StreamRecord.read(gap).header().provisional()).isFalse();
    assertThat(StreamRecord.read(StreamRecord.withGap(bytes, true)).header().provisional())
        .isTrue();
    assertThat(StreamRecord.read(gap).state(CODEC)).isEqualTo(STATE);
    assertThat(bytes).as("left as it was").isEqualTo(bytes());
  }

  /** Whoever changes these bytes makes a new version. */
  @Test
  void shouldKeepItsHeaderByteForByte() {
    assertThat(HexFormat.of().formatHex(bytes(), 0, 31))
        .isEqualTo(
            "01" // version
                + "0000019b76daa800" // highest timestamp
                + "00" // no gap, not provisional
                + "0000010000000000" // generation
                + "0000010000000007" // last offset
                + "014003" // fragment, right context 64, delay 3
                + "4061"); // 64 bytes of digest, the first one
  }

  /** Bytes of before there was such a flag have none, and it stays beside a gap. */
  @Test
  void shouldKeepThatItIsProvisional() {
    StreamHeader header =
        new StreamHeader(0, false, true, 0, 0, StreamRules.utterances(), "digest");
    byte[] bytes = StreamRecord.encode(header, STATE, CODEC);

    assertThat(bytes[9]).isEqualTo((byte) 2);
    assertThat(StreamRecord.read(bytes).header().provisional()).isTrue();
    assertThat(StreamRecord.read(StreamRecord.withGap(bytes, false)).header())
        .isEqualTo(new StreamHeader(0, true, true, 0, 0, StreamRules.utterances(), "digest"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 255})
  void shouldRefuseOtherVersions(int version) {
    byte[] bytes = bytes();
    bytes[0] = (byte) version;

    assertThatThrownBy(() -> StreamRecord.read(bytes))
        .isInstanceOf(StreamStateException.class)
        .hasMessageContainingAll("expected version 1", "found " + (byte) version, "Run that");
    assertThatThrownBy(() -> StreamRecord.withGap(bytes, false))
        .isInstanceOf(StreamStateException.class);
  }

  @Test
  void shouldTellTheTimestampOfAnyVersionSoThatItMayExpire() {
    byte[] shorter = Arrays.copyOf(bytes(), 9);
    shorter[0] = 99;

    assertThat(StreamRecord.timestamp(shorter)).isEqualTo(HEADER.timestamp());
    assertThatThrownBy(() -> StreamRecord.timestamp(Arrays.copyOf(shorter, 8)))
        .isInstanceOf(StreamStateException.class)
        .hasMessageContaining("found 8 bytes");
  }

  @Test
  void shouldRefuseAnotherVersionOfTheModelsState() {
    byte[] bytes = bytes();
    bytes[30 + HEADER.modelDigest().length()] = 99;

    assertThatThrownBy(() -> StreamRecord.read(bytes).state(CODEC))
        .isInstanceOf(StreamStateException.class)
        .hasMessageContaining("found 99");
  }

  @Test
  void shouldRefuseBytesThatAreCutOffOrDamaged() {
    byte[] bytes = bytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> StreamRecord.read(cut).state(CODEC))
          .as("%d bytes", length)
          .isInstanceOf(StreamStateException.class);
    }
    byte[] damaged = bytes();
    damaged[26] = 7;
    assertThatThrownBy(() -> StreamRecord.read(damaged)).isInstanceOf(StreamStateException.class);
  }

  @Test
  void shouldFitItsModelAndRulesOnly() {
    assertThat(HEADER.fits(HEADER.modelDigest(), HEADER.rules())).isTrue();
    assertThat(HEADER.fits("another", HEADER.rules())).isFalse();
    assertThat(HEADER.fits(HEADER.modelDigest(), StreamRules.fragments(64))).isFalse();
  }

  private static byte[] bytes() {
    return StreamRecord.encode(HEADER, STATE, CODEC);
  }
}
