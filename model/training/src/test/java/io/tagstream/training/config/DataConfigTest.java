package io.tagstream.training.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tagstream.model.data.DataFormat;
import io.tagstream.model.data.DataOptions;
import io.tagstream.model.data.DataOptions.TokenSource;
import io.tagstream.model.data.LabelMapping;
import io.tagstream.model.data.TagNotation;
import io.tagstream.training.config.DataConfig.DataSet;
import io.tagstream.training.config.DataConfig.DevUse;
import io.tagstream.training.config.DataConfig.Heads;
import io.tagstream.training.config.DataConfig.Origin;
import io.tagstream.training.config.DataConfig.StreamUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataConfigTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    for (String name : List.of("a.jsonl", "b.conll")) {
      Files.createFile(directory.resolve(name));
    }
  }

  @Test
  void shouldHaveThePresetsOfTheDocumentation() throws IOException {
    DataConfig data = read("data.train = a.jsonl", "data.dev = a.jsonl").data();

    Path file = directory.resolve("a.jsonl");
    assertThat(data.sets())
        .containsExactly(
            new DataSet(
                "",
                new DataConfig.Files(
                    List.of(file), List.of(file), DevUse.AS_IS, 0, List.of(), List.of()),
                DataOptions.RECOGNISED,
                LabelMapping.NONE,
                new Heads("main", "main", new TreeSet<>()),
                1,
                StreamUse.ALONE,
                new Origin("a.jsonl", "unknown", "unknown")));
  }

  @Test
  void shouldReadSeveralDataSets() throws IOException {
    TrainConfig config =
        read(
            "data.sets = btc, wnut",
            "data.btc.train = a.jsonl, b.conll",
            "data.btc.format = conll",
            "data.btc.tag.scheme = iob1",
            "data.btc.tokens = text",
            "data.btc.labels = person=PER, *=",
            "data.btc.slots = names",
            "data.btc.classes = topics",
            "data.btc.open = WORK, PRODUCT",
            "data.btc.weight = 0.5",
            "data.btc.name = Broad Twitter Corpus",
            "data.btc.licence = CC-BY-4.0",
            "data.btc.dev.share = 0.25",
            "data.wnut.dev = b.conll",
            "bundle.max.tokens = 64",
            "bundle.slots.head = names",
            "bundle.classes.head = topics");

    assertThat(config.data().name()).isEqualTo("Broad Twitter Corpus, wnut");
    assertThat(config.data().licence()).isEqualTo("CC-BY-4.0, unknown");
    assertThat(config.bundle().slotHead()).isEqualTo("names");
    assertThat(config.bundle().classHead()).isEqualTo("topics");
    assertThat(config.changed()).contains(entry("data.btc.weight", "0.5"));
    DataSet btc = config.data().sets().get(0);
    assertThat(btc.key("open")).isEqualTo("data.btc.open");
    assertThat(btc.files().train()).hasSize(2);
    assertThat(btc.files().devShare()).isEqualTo(0.25);
    assertThat(btc.options())
        .isEqualTo(new DataOptions(DataFormat.CONLL, TagNotation.IOB1, TokenSource.TEXT, 64));
    assertThat(btc.labels()).isEqualTo(LabelMapping.parse("person=PER, *="));
    assertThat(btc.heads())
        .isEqualTo(new Heads("names", "topics", new TreeSet<>(Set.of("PRODUCT", "WORK"))));
    assertThat(btc.weight()).isEqualTo(0.5);
  }

  @Test
  void shouldAskForPlacesWhereSentencesFollowOneAnotherByKey() throws IOException {
    DataSet keys =
        read(
                "data.train = a.jsonl",
                "data.dev = a.jsonl",
                "data.streams = keys",
                "bundle.stream.right.context = 4")
            .data()
            .sets()
            .get(0);
    DataSet shuffled =
        read(
                "data.train = a.jsonl",
                "data.dev = a.jsonl",
                "data.streams = shuffled",
                "bundle.stream.right.context = 4")
            .data()
            .sets()
            .get(0);

    assertThat(keys.streams()).isEqualTo(StreamUse.KEYS);
    assertThat(keys.options().placed()).isTrue();
    assertThat(shuffled.streams()).isEqualTo(StreamUse.SHUFFLED);
    assertThat(shuffled.options().placed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "data.dev.share = 0.1, data.weight = 1",
    "data.dev.use = by-text, data.dev = a.jsonl"
  })
  void shouldNotTearStreamsApart(String line, String other) {
    assertThatThrownBy(() -> read("data.train = a.jsonl", "data.streams = keys", line, other))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContaining("data.streams: expected keys only beside whole files of data.dev");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.a.trian = x|there is no key 'data.a.trian'; the nearest is 'data.a.train'",
        "data.train = a.jsonl|there is no key 'data.train'; the nearest is 'data.a.train'",
        "data.b.train = a.jsonl|there is no key 'data.b.train'; the nearest is 'data.a.train'",
        "data.sets = a, a|data.sets: expected different names of letters, digits and hyphens",
        "data.sets = ,|data.sets: expected different names of letters, digits and hyphens",
        "data.sets = a, plain|data.sets: expected different names of letters, digits and hyphens",
        "data.sets = a.b|data.sets: expected different names of letters, digits and hyphens",
        "data.a.train =|data.a.train: expected files, or some for dev or test, found ''",
        "data.a.format = xml|data.a.format: expected one of [jsonl, conll, csv, tsv], found 'xml'",
        "data.a.tag.scheme = io|data.a.tag.scheme: expected one of [bio, iob1, bioes, bilou]",
        "data.a.tokens = words|data.a.tokens: expected one of [data, text], found 'words'",
        "data.a.labels = PER|data.a.labels: expected pairs as in",
        "data.a.slots = a b|data.a.slots: expected a name of letters, digits and hyphens",
        "data.a.classes = ?|data.a.classes: expected a name of letters, digits and hyphens",
        "data.a.weight = -1|data.a.weight: expected a number from 0.0 to 100.0, found '-1'",
        "data.a.dev.share = 0|data.a.dev.share: expected a share between 0 and 1, such as 0.1, found '0'",
        "data.a.dev.share = 1|data.a.dev.share: expected a share between 0 and 1",
        "data.a.dev.share = NaN|data.a.dev.share: expected a share between 0 and 1",
        "data.a.dev.share = ten|data.a.dev.share: expected a share between 0 and 1",
        "data.a.dev = lost|data.a.dev: expected a file, found none at",
      })
  void shouldSayWhatIsWrong(String line, String message) throws IOException {
    Path file = write("data.sets = a", "data.a.train = a.jsonl", line);

    assertThatThrownBy(() -> TrainConfig.read(file, null))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContaining("train.properties")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.train = a.jsonl|data.dev: expected sentences to choose the best epoch by, found neither data.dev nor data.dev.share; write data.dev=FILE, or data.dev.share=0.1",
        "data.train = a.jsonl,data.dev = a.jsonl,data.dev.share = 0.1|data.dev.share: expected either data.dev or data.dev.share, found both",
        "data.train = a.jsonl,data.dev.use = by-text,data.dev.share = 0.1|data.dev.share: expected data.dev.use only beside files of data.dev",
        "data.sets = a,data.a.test = a.jsonl,data.a.dev.share = 0.1|data.a.dev.share: expected files of data.a.train to take the share of, found none",
      })
  void shouldWantOneSourceOfDevSentences(String lines, String message) throws IOException {
    Path file = write(lines.split(",", -1));

    assertThatThrownBy(() -> TrainConfig.read(file, null))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContaining("train.properties")
        .hasMessageContaining(message);
  }

  private TrainConfig read(String... lines) throws IOException {
    return TrainConfig.read(write(lines), null);
  }

  private Path write(String... lines) throws IOException {
    return Files.write(directory.resolve("train.properties"), List.of(lines));
  }
}
