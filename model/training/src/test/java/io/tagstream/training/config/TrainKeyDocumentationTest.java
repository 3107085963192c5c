package io.tagstream.training.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the table of keys in the documentation to the keys there are and to their presets. */
class TrainKeyDocumentationTest {
  private static final Path PAGE = Path.of("../../docs/train-your-own.md");

  /** A row: key, preset (empty if the key is required or its preset is told in words), meaning. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z.]+)` \\| (?:`([^`]*)`|[^|]*) \\| [^|]+ \\|$");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldTellEveryKeyOnceInTheOrderOfTheCode() throws IOException {
    List<String> keys = new ArrayList<>(TrainKey.all());
    keys.addAll(1 + keys.indexOf(TrainKey.DATA_SETS.toString()), DataKey.all(""));

    assertThat(rows().map(row -> row.group(1))).containsExactlyElementsOf(keys);
  }

  @Test
  void shouldTellThePresets() throws IOException {
    Settings settings = smallest();
    TrainConfig.of(settings);
    Map<String, String> told = new LinkedHashMap<>();
    rows().filter(row -> row.group(2) != null).forEach(row -> told.put(row.group(1), row.group(2)));

    assertThat(told).isNotEmpty();
    told.forEach(
        (key, preset) -> assertThat(settings.presets()).as(key).containsEntry(key, preset));
  }

  @Test
  void shouldTellPresetsOfNumbersAndChoicesAsCode() throws IOException {
    Settings settings = smallest();
    TrainConfig.of(settings);

    assertThat(
            rows()
                .filter(row -> row.group(2) == null)
                .map(row -> row.group(1))
                .filter(key -> !settings.presets().getOrDefault(key, "").isEmpty()))
        .as("presets that are made of the names of files")
        .containsExactly("bundle.name", "bundle.description", "data.name");
  }

  private static java.util.stream.Stream<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(PAGE)).results();
  }

  private Settings smallest() throws IOException {
    for (String name : List.of("train.jsonl", "dev.jsonl")) {
      Files.createFile(directory.resolve(name));
    }
    Path file = directory.resolve("my.properties");
    Files.write(file, List.of("data.train = train.jsonl", "data.dev = dev.jsonl"));
    return Settings.load(file, null, Map.of());
  }
}
