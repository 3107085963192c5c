package io.tagstream.local.bench.swaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.ModelAction;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelReference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelTimelineTest {
  private final ModelTimeline timeline = new ModelTimeline("configured", Duration.ofSeconds(2));

  @Test
  void shouldBeginWithTheConfiguredModel() {
    assertThat(timeline.at(Long.MAX_VALUE)).isZero();
    assertThat(timeline.of("configured")).isZero();
    assertThat(timeline.of("unheard-of")).isEqualTo(-1);
  }

  @Test
  void shouldChangeFromTheVeryMillisecondOn() {
    add(0, 1000, "a", 5000);
    add(1, 1000, "b", 6000);

    assertThat(timeline.at(4999)).isZero();
    assertThat(timeline.at(5000)).isEqualTo(timeline.of("a")).isEqualTo(1);
    assertThat(timeline.at(5999)).isEqualTo(1);
    assertThat(timeline.at(6000)).isEqualTo(timeline.of("b")).isEqualTo(2);
    assertThat(timeline.effectiveFrom()).containsExactly(5000, 6000);
  }

  @Test
  void shouldGoByTimeAndNotByTheOrderOfCommands() {
    add(0, 1000, "a", 9000);
    add(1, 1000, "b", 6000);

    assertThat(timeline.at(7000)).isEqualTo(timeline.of("b"));
    assertThat(timeline.at(9000)).isEqualTo(timeline.of("a"));
  }

  @Test
  void shouldPreferTheLaterOfTwoCommandsForTheSameTime() {
    add(3, 1000, "a", 5000);
    add(7, 1500, "b", 5000);

    assertThat(timeline.at(5000)).isEqualTo(timeline.of("b"));
  }

  @Test
  void shouldLeaveOutWhatCameTooLate() {
    add(0, 1000, "a", 3000);
    add(1, 1001, "b", 3000);

    assertThat(timeline.at(9000)).isEqualTo(timeline.of("a"));
    assertThat(timeline.late()).isOne();
  }

  @Test
  void shouldLetAModelServeAgain() {
    add(0, 0, "a", 5000);
    add(1, 0, "b", 6000);
    add(2, 0, "a", 7000);

    assertThat(timeline.at(7000)).isEqualTo(timeline.of("a")).isEqualTo(1);
  }

  @Test
  void shouldPassOverOtherCommands() {
    timeline.add(0, 0, command(ModelAction.PREPARE, "a", null));
    timeline.add(1, 0, command(ModelAction.RETIRE, "a", 5000L));

    assertThat(timeline.at(9000)).isZero();
    assertThat(timeline.late()).isZero();
  }

  private void add(long offset, long appended, String digest, long effectiveFrom) {
    timeline.add(offset, appended, command(ModelAction.ACTIVATE, digest, effectiveFrom));
  }

  private static ModelCommand command(
      ModelAction action, String digest, @Nullable Long effectiveFrom) {
    return ModelCommand.newBuilder()
        .setId("any")
        .setAction(action)
        .setModel(new ModelReference("model", "1", digest))
        .setEffectiveFrom(effectiveFrom)
        .build();
  }
}
