package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.training.checkpoint.CheckpointException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TrainingOptionsTest {

  @Test
  void shouldBeToldTheSameInBothCommands() {
    List<String> pretrain = told(new PretrainCommand());

    assertThat(pretrain).hasSizeGreaterThan(5);
    assertThat(told(new TrainCommand())).containsAll(pretrain);
  }

  private static List<String> told(Object command) {
    return new CommandLine(command)
        .getCommandSpec().options().stream()
            .map(each -> each.longestName() + Arrays.toString(each.description()))
            .toList();
  }

  @Test
  void shouldGoOnWithAnUnfinishedTrainingOnlyWhereAsked() {
    Path unfinished = Path.of("my-bundle.training");
    TrainingOptions options = new TrainingOptions();
    options.verifyResume(unfinished, false);

    assertThatThrownBy(() -> options.verifyResume(unfinished, true))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("found one in my-bundle.training; add --resume");

    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("options", mixin(options)))
        .parseArgs("--config", "a", "--out", "b", "--resume");
    options.verifyResume(unfinished, true);
    assertThat(options.out()).isEqualTo(Path.of("b"));
  }

  private static CommandLine.Model.CommandSpec mixin(TrainingOptions options) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
  }
}
