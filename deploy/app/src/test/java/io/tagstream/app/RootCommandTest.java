package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCommandTest {
  @Test
  void shouldListEveryCommandEvenThoseOfOtherModules() {
    Invocation help = Invocation.of("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("demo", "train", "Examples:", "tagstream demo");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void shouldSayItsVersion() {
    assertThat(Invocation.of("--version").out()).containsPattern("tagstream \\d+\\.\\d+\\.\\d+");
  }

  @Test
  void shouldSuggestTheNearestCommand() {
    Invocation unknown = Invocation.of("trian");

    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("'trian'", "Did you mean: tagstream train ");
    assertThat(unknown.out()).isEmpty();
  }

  @Test
  void shouldSuggestTheNearestOption() {
    Invocation unknown = Invocation.of("--verbos");

    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("--verbos", "--verbose");
  }

  @Test
  void shouldRefuseToRunWithoutACommand() {
    Invocation bare = Invocation.of();

    assertThat(bare.exitCode()).isEqualTo(2);
    assertThat(bare.err()).contains("a command is missing");
  }

  @Test
  void shouldSendCommandsOfOtherModulesToTheLauncher() {
    Invocation train = Invocation.of("train", "--config", "train.json");

    assertThat(train.exitCode()).isEqualTo(2);
    assertThat(train.err()).contains("model/training", "./tagstream train");
  }
}
