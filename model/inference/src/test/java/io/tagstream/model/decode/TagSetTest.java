package io.tagstream.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TagSetTest {
  private final TagSet tags = TagSet.of(List.of("artist", "track"));

  @Test
  void shouldNumberTagsByLabel() {
    assertThat(tags.tags()).containsExactly("O", "B-artist", "I-artist", "B-track", "I-track");
    assertThat(tags.size()).isEqualTo(5);
    assertThat(tags.id("I-track")).isEqualTo(4);
    assertThat(tags.names(new int[] {0, 3, 4})).containsExactly("O", "B-track", "I-track");
  }

  @Test
  void shouldAllowContinuationOnlyInsideASpanOfItsLabel() {
    for (int from = 0; from < tags.size(); from++) {
      for (int to = 0; to < tags.size(); to++) {
        boolean expected =
            (to != 2 || from == 1 || from == 2) && (to != 4 || from == 3 || from == 4);
        assertThat(tags.allows(from, to)).as("%d -> %d", from, to).isEqualTo(expected);
      }
    }
    assertThat(tags.allowsFirst(0)).isTrue();
    assertThat(tags.allowsFirst(3)).isTrue();
    assertThat(tags.allowsFirst(4)).isFalse();
  }

  @Test
  void shouldContinueASpanWithItsInsideTag() {
    assertThat(tags.continuation(1)).isEqualTo(2);
    assertThat(tags.continuation(2)).isEqualTo(2);
  }

  @Test
  void shouldRefuseLabelsThatNameNothingOrNameItTwice() {
    assertThatThrownBy(() -> TagSet.of(List.of())).hasMessageContaining("at least one label");
    assertThatThrownBy(() -> TagSet.of(List.of(" "))).hasMessageContaining("white space");
    assertThatThrownBy(() -> TagSet.of(List.of("a", "b", "a"))).hasMessageContaining("'a' twice");
  }

  @Test
  void shouldSayWhatTagsThereAreWhenAskedForAnother() {
    assertThatThrownBy(() -> tags.id("B-city")).hasMessageContaining("[artist, track]");
  }
}
