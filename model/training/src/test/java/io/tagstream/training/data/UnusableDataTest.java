package io.tagstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.training.config.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of data that nothing can be learned from or chosen by. */
class UnusableDataTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private final List<String> notices = new ArrayList<>();

  @Test
  void shouldRefuseToRenameALabelThatIsNotThere() throws IOException {
    Files.writeString(directory.resolve("a.conll"), "Ann B-person\nin O\nBonn B-city\n");
    String[] lines = {"data.train = a.conll", "data.dev = a.conll", "data.labels = Person=PER, *="};

    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("data.labels: ")
        .hasMessageContaining("found 'Person'")
        .hasMessageContaining("the nearest is 'person'");
    lines[2] = "data.labels = PER=person, *=";
    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageEndingWith(
            "write it the other way round, the name of the data first: person=PER");
    lines[2] = "data.labels = person=PER, *=";
    read(lines);
    assertThat(notices).containsExactly("data.labels: 2 spans of 'city' are dropped");
  }

  @Test
  void shouldSayWhatItFoundBeforeItRefuses() throws IOException {
    write("dev", "fog");
    Files.createFile(directory.resolve("train.jsonl"));

    assertThatThrownBy(
            () ->
                read("data.train = train.jsonl", "data.dev = dev.jsonl", "data.test = train.jsonl"))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContainingAll("data.train: ", "to learn from, found none", "train.jsonl")
        .hasMessageEndingWith("check the files");
    assertThat(notices)
        .as("but for what is refused")
        .containsExactly("data.test: there is no sentence in these files");
  }

  @Test
  void shouldSayOnceThatThereIsNoDevSentence() throws IOException {
    write("train", "fog");
    Files.createFile(directory.resolve("dev.jsonl"));

    assertThatThrownBy(() -> read("data.train = train.jsonl", "data.dev = dev.jsonl"))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContainingAll("data.dev: ", "to choose by, found none", "dev.jsonl");
    assertThat(notices).isEmpty();
  }

  @Test
  void shouldRefuseToTrainWithoutDevSentences() throws IOException {
    write("train", "Snow");
    write("dev", "fog");

    assertThatThrownBy(
            () ->
                read("data.train = train.jsonl", "data.dev = dev.jsonl", "data.dev.use = by-text"))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContainingAll(
            "data.dev: ", "to choose by, found none", "check the files, data.dev.use, or");
  }

  @Test
  void shouldRefuseWeightsWithWhichThereIsNothingToLearnFrom() throws IOException {
    write("train", "Rain");
    write("dev", "Snow");

    assertThatThrownBy(
            () -> read("data.train = train.jsonl", "data.dev = dev.jsonl", "data.weight = 0.4"))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("data.weight: expected weights")
        .hasMessageContaining("that of 1 it shows none; raise them");
  }

  @Test
  void shouldNameTheKeysOfEveryDataSet() throws IOException {
    Files.createFile(directory.resolve("none.jsonl"));
    write("some", "Rain");
    String[] lines = {"data.sets = a, b", "data.a.train = none.jsonl", "data.b.test = some.jsonl"};

    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageStartingWith("data.a.train, data.b.train: expected sentences to learn from")
        .hasMessageEndingWith("check the files");
    lines[1] = "data.a.train = some.jsonl\ndata.a.exclude = some.jsonl";
    assertThatThrownBy(() -> read(lines)).hasMessageEndingWith("check the files, data.a.exclude");
    lines[1] = "data.a.train = some.jsonl\ndata.a.weight = 0";
    assertThatThrownBy(() -> read(lines)).hasMessageEndingWith("check the files, data.a.weight");
    lines[1] = "data.a.train = some.jsonl";
    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageStartingWith("data.a.dev, data.b.dev: expected sentences to choose by")
        .hasMessageEndingWith("aside with data.a.dev.share, data.b.dev.share");
    lines[2] = "data.b.dev = some.jsonl\ndata.a.weight = 0.4";
    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageStartingWith("data.a.weight, data.b.weight: expected weights");
  }

  private TrainingData read(String... lines) throws IOException {
    Path file = Files.write(directory.resolve("my.properties"), List.of(lines));
    return TrainingData.read(TrainConfig.read(file, null), notices::add);
  }

  private void write(String name, String word) throws IOException {
    Files.writeString(
        directory.resolve(name + ".jsonl"),
        "{\"tokens\":[\"%s\"],\"class\":\"weather\"}\n".formatted(word));
  }
}
