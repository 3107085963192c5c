package io.tagstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.config.TrainConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDataTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private final List<String> notices = new ArrayList<>();

  @Test
  void shouldTakeTheDevFilesAsTheyAre() throws IOException {
    write("train", "Rain ?", "Snow");
    write("dev", "rain");

    TrainingData data = read("data.train = train.jsonl", "data.dev = dev.jsonl");

    assertThat(data.train()).hasSize(2);
    assertThat(data.dev()).extracting(LabelledSentence::tokens).containsExactly(List.of("rain"));
  }

  @Test
  void shouldKeepDevSentencesOutOfTrainingByTheirText() throws IOException {
    write("train", "What 's up ?", "Snow", "RAIN !", "Hail");
    write("dev", "what s up", "rain", "fog");
    write("exclude", "hail");

    TrainingData data =
        read(
            "data.train = train.jsonl",
            "data.dev = dev.jsonl",
            "data.dev.use = by-text",
            "data.exclude = exclude.jsonl");

    assertThat(data.dev())
        .extracting(LabelledSentence::tokens)
        .containsExactly(List.of("What", "'s", "up", "?"), List.of("RAIN", "!"));
    assertThat(data.train()).extracting(LabelledSentence::tokens).containsExactly(List.of("Snow"));
    assertThat(data.excluded()).isEqualTo(1);
    assertThat(notices)
        .containsExactly("data.dev: 1 sentences are none of the train files: not used");
  }

  @Test
  void shouldSetAShareOfTheTrainSentencesAsideForDev() throws IOException {
    write("train", "Rain", "rain !", "Snow", "Hail", "Fog", "Sun", "Ice", "Wind");
    write("more", "Sun", "Storm");
    write("exclude", "snow");

    TrainingData data =
        read(
            "data.train = train.jsonl, more.jsonl",
            "data.dev.share = 0.5",
            "data.exclude = exclude.jsonl");
    TrainingData turned =
        read(
            "data.train = more.jsonl, train.jsonl",
            "data.dev.share = 0.5",
            "data.exclude = exclude.jsonl");

    assertThat(data.train()).isNotEmpty();
    assertThat(data.dev()).isNotEmpty();
    assertThat(data.train().size() + data.dev().size()).isEqualTo(9);
    assertThat(SentenceText.keys(data.dev()))
        .doesNotContainAnyElementsOf(SentenceText.keys(data.train()))
        .isEqualTo(SentenceText.keys(turned.dev()));
    assertThat(notices)
        .contains(
            "data.dev.share: %d of 9 sentences are set aside as dev sentences"
                .formatted(data.dev().size()));
  }

  @Test
  void shouldSetTheSentencesOfATextAsideTogether() throws IOException {
    StringBuilder texts = new StringBuilder("text,class\n");
    for (int i = 0; i < 40; i++) {
      texts.append("First %d. Second %d.,x\n".formatted(i, i));
    }
    Files.writeString(directory.resolve("a.csv"), texts);

    TrainingData data = read("data.train = a.csv", "data.dev.share = 0.5");

    assertThat(data.train().size() + data.dev().size()).isEqualTo(80);
    assertThat(texts(data.dev())).isNotEmpty().doesNotContainAnyElementsOf(texts(data.train()));
  }

  private static Set<String> texts(List<LabelledSentence> sentences) {
    return sentences.stream()
        .map(sentence -> sentence.id().replaceFirst("/\\d$", ""))
        .collect(Collectors.toSet());
  }

  @Test
  void shouldExcludeSentencesOfDevFilesAsTheyAre() throws IOException {
    write("train", "Snow", "Hail");
    write("dev", "hail!", "fog");
    write("exclude", "hail");

    TrainingData data =
        read("data.train = train.jsonl", "data.dev = dev.jsonl", "data.exclude = exclude.jsonl");

    assertThat(data.dev()).extracting(LabelledSentence::tokens).containsExactly(List.of("fog"));
    assertThat(data.excluded()).isEqualTo(2);
    assertThat(notices)
        .containsExactly("data.dev: 1 sentences stand among those of exclude, too: left out");
  }

  @Test
  void shouldCutTextsWhereTheBundleWill() throws IOException {
    Files.writeString(directory.resolve("a.csv"), "text,class\none two three,x\n");

    TrainingData data = read("data.train = a.csv", "data.dev = a.csv", "bundle.max.tokens = 2");

    assertThat(data.train())
        .extracting(LabelledSentence::tokens)
        .containsExactly(List.of("one", "two"), List.of("three"));
  }

  @Test
  void shouldLearnNothingFromASetOfNoWeight() throws IOException {
    Files.writeString(directory.resolve("a.conll"), "Ann B-person\n");
    Files.writeString(directory.resolve("b.conll"), "Bonn B-city\n");

    TrainingData data =
        read(
            "data.sets = a, b",
            "data.a.train = a.conll",
            "data.a.dev = a.conll",
            "data.b.train = b.conll",
            "data.b.weight = 0");

    assertThat(data.train()).hasSize(1);
    assertThat(data.labels().spans()).containsExactly(entry("main", List.of("person")));
    assertThat(notices).containsExactly("data.b.weight: is 0: nothing is learned from 1 sentences");
  }

  @Test
  void shouldBringSeveralDataSetsTogether() throws IOException {
    Files.writeString(directory.resolve("a.conll"), "Ann B-person\nin O\nBonn B-city\n");
    Files.writeString(directory.resolve("b.conll"), "Ann B-PER\nhas O\nit B-THING\n");
    write("c", "Rain");

    TrainingData data =
        read(
            "data.sets = a, b, c",
            "data.a.train = a.conll",
            "data.a.dev = a.conll",
            "data.a.labels = person=PER, *=",
            "data.a.open = THING",
            "data.b.train = b.conll",
            "data.b.test = b.conll",
            "data.c.train = c.jsonl",
            "data.c.dev = c.jsonl",
            "data.c.classes = topics",
            "data.c.weight = 2.5");

    assertThat(data.labels().spans()).containsExactly(entry("main", List.of("PER", "THING")));
    assertThat(data.labels().classes()).containsExactly(entry("topics", List.of("weather")));
    assertThat(data.heads()).isEqualTo(new BundleHeads("main", "topics"));
    assertThat(data.sets().get(0).train().get(0).tags()).containsExactly("B-PER", "O", "O");
    assertThat(data.train()).hasSize(3);
    assertThat(data.dev()).hasSize(2);
    assertThat(data.dev().get(0).open()).containsExactly("THING");
    assertThat(data.test()).extracting(LabelledSentence::open).containsExactly(Set.of());
    assertThat(data.classCounts().get("topics")).containsExactly(2.5);
  }

  @Test
  void shouldMeasureOnlyTheHeadsOfTheBundle() throws IOException {
    Files.writeString(
        directory.resolve("a.jsonl"), "{\"tokens\":[\"x\"],\"tags\":[\"B-a\"],\"class\":\"c\"}\n");
    Files.writeString(
        directory.resolve("b.jsonl"), "{\"tokens\":[\"x\"],\"tags\":[\"B-b\"],\"class\":\"d\"}\n");
    String[] sets = {
      "data.sets = a, b",
      "data.a.train = a.jsonl",
      "data.a.dev = a.jsonl",
      "data.b.train = b.jsonl",
      "data.b.dev = b.jsonl",
      "data.b.slots = other",
      "bundle.slots.head = other"
    };

    TrainingData data = read(sets);

    assertThat(data.bundleLabels()).isEqualTo(new LabelSets(List.of("b"), List.of("c", "d")));
    assertThat(data.dev())
        .extracting(LabelledSentence::tags)
        .containsExactly(List.of(), List.of("B-b"));
    sets[6] = "bundle.slots.head = lost";
    assertThatThrownBy(() -> read(sets))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContaining("bundle.slots.head: expected one of the heads")
        .hasMessageContaining("[main, other], found 'lost'");
    sets[1] = "data.a.slots = third\ndata.a.train = a.jsonl";
    sets[6] = "";
    assertThatThrownBy(() -> read(sets))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContaining("[other, third], found none; name one of them");
  }

  private TrainingData read(String... lines) throws IOException {
    Path file = Files.write(directory.resolve("my.properties"), List.of(lines));
    return TrainingData.read(TrainConfig.read(file, null), notices::add);
  }

  private void write(String name, String... sentences) throws IOException {
    Files.write(
        directory.resolve(name + ".jsonl"),
        Arrays.stream(sentences)
            .map(
                sentence ->
                    "{\"tokens\":%s,\"class\":\"weather\"}"
                        .formatted(
                            Arrays.stream(sentence.split(" ", -1))
                                .map(token -> "\"" + token + "\"")
                                .toList()))
            .toList());
  }
}
