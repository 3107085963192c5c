package io.tagstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.data.DataOptions.TokenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTest {
  private static final DataOptions PLACED =
      new DataOptions(null, null, TokenSource.DATA, 512, /* placed= */ true);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldReadThePlacesOfJsonLines() throws IOException {
    Path file =
        write(
            "a.jsonl",
            "{\"tokens\":[\"b\"],\"class\":\"c\",\"key\":\"k\",\"seq\":7}",
            "{\"text\":\"One. Two.\",\"class\":\"c\",\"key\":12,\"seq\":-3}",
            "{\"tokens\":[\"b\"],\"class\":\"c\"}");

    assertThat(LabelledData.read(file).sentences())
        .extracting(LabelledSentence::place)
        .containsExactly(
            new StreamPlace("k", 7), new StreamPlace("12", -3), new StreamPlace("12", -3), null);
  }

  @Test
  void shouldReadThePlacesOfColumns() throws IOException {
    Path file = write("a.csv", "key,text,class,seq", "k,hello,greet,4", "k,hello,greet,five");

    assertThat(LabelledData.read(file).sentences())
        .extracting(LabelledSentence::place)
        .containsExactly(new StreamPlace("k", 4), null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tokens\":[\"b\"],\"class\":\"c\"}",
        "{\"tokens\":[\"b\"],\"class\":\"c\",\"key\":\"k\"}",
        "{\"tokens\":[\"b\"],\"class\":\"c\",\"seq\":1}",
        "{\"tokens\":[\"b\"],\"class\":\"c\",\"key\":\"k\",\"seq\":1.5}",
        "{\"tokens\":[\"b\"],\"class\":\"c\",\"key\":[],\"seq\":1}",
      })
  void shouldNameTheLineWithoutAPlaceWhereOneIsNeeded(String line) throws IOException {
    Path file =
        write("a.jsonl", "{\"tokens\":[\"b\"],\"class\":\"c\",\"key\":\"k\",\"seq\":1}", line);

    assertThatThrownBy(() -> LabelledData.read(file, PLACED))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("2")
        .hasMessageContaining("expected key and seq")
        .hasMessageContaining("add both");
    assertThat(LabelledData.read(file).sentences()).hasSize(2);
  }

  @Test
  void shouldPutStreamsTogetherInTheirOrder() {
    List<StreamPlace> places =
        List.of(
            new StreamPlace("b", 2),
            new StreamPlace("a", 9),
            new StreamPlace("b", 1),
            new StreamPlace("", 0),
            new StreamPlace("", 1));

    assertThat(Streams.of(places, place -> place.key().isEmpty() ? null : place))
        .containsExactly(
            List.of(places.get(2), places.get(0)),
            List.of(places.get(1)),
            List.of(places.get(3)),
            List.of(places.get(4)));
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(directory.resolve(name), List.of(lines));
  }
}
