package io.tagstream.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.app.model.Fleet.Client;
import io.tagstream.app.model.Fleet.Member;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetTest {
  @Test
  void shouldPutTheThreadsOfAnInstanceTogether() {
    Fleet fleet =
        Fleet.of(
            List.of(
                new Client("b-StreamThread-1-consumer", "/10.0.0.2"),
                new Client("a-StreamThread-2-consumer", "/10.0.0.1"),
                new Client("a-StreamThread-1-consumer", "/10.0.0.1")));

    assertThat(fleet.members())
        .isEqualTo(
            List.of(
                new Member("a", Set.of("/10.0.0.1"), false),
                new Member("b", Set.of("/10.0.0.2"), false)));
    assertThat(fleet.shared()).isEmpty();
  }

  @Test
  void shouldNoticeProcessesOfTheSameName() {
    Fleet fleet =
        Fleet.of(
            List.of(
                new Client("a-StreamThread-1-consumer", "/10.0.0.1"),
                new Client("a-StreamThread-1-consumer", "/10.0.0.2")));

    assertThat(fleet.shared())
        .isEqualTo(List.of(new Member("a", Set.of("/10.0.0.1", "/10.0.0.2"), true)));
  }

  @Test
  void shouldCallWhateverElseIsInTheGroupByItsClientId() {
    assertThat(Fleet.of(List.of(new Client("else", "/10.0.0.1"))).instances())
        .isEqualTo(List.of("else"));
  }
}
