package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {
  /** Commands that are only stood for here; their own modules test them. */
  private static final Set<String> ELSEWHERE = Set.of("demo", "train", "pretrain", "bench");

  static Stream<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    CommandLines.assemble()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!ELSEWHERE.contains(name) && !name.equals("help")) {
                commands.add(List.of(name));
                command.getSubcommands().keySet().forEach(sub -> commands.add(List.of(name, sub)));
              }
            });
    return commands.stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldShowAnExampleThatParses(List<String> command) {
    String[] arguments =
        Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new);
    Invocation help = Invocation.of(arguments);

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: tagstream " + String.join(" ", command));
    List<String> examples =
        help.out()
            .lines()
            .filter(line -> line.startsWith("  tagstream " + command.get(0)))
            .toList();
    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      CommandLine.ParseResult parsed =
          CommandLines.assemble().parseArgs(words(example.strip().substring(10)));
      assertThat(parsed.subcommand().commandSpec().name()).isEqualTo(command.get(0));
    }
  }

  /** Splits an example as a shell would, as far as examples go. */
  private static String[] words(String example) {
    String withoutRedirection = example.replaceAll("[<>] *\\S+", "");
    return Stream.of(withoutRedirection.split(" +(?=(?:[^']*'[^']*')*[^']*$)", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.replace("'", ""))
        .toArray(String[]::new);
  }
}
