package io.tagstream.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.Tagging;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleWriterTest {
  private final Path folder;

  BundleWriterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Bundle write(String name) throws IOException {
    return BundleWriter.write(
        folder.resolve(name), TinyBundle.descriptor(), TinyBundle.contents(), TinyBundle.texts());
  }

  @Test
  void shouldWriteWhatTheModelSaysAsExamples() throws IOException {
    Bundle written = write("a");

    List<String> lines = Files.readAllLines(folder.resolve("a/examples.jsonl"));
    assertThat(lines).hasSize(2);
    try (BundleTagger tagger = written.tagger()) {
      for (int i = 0; i < lines.size(); i++) {
        Tagging tagging = tagger.tag(TinyBundle.TEXTS.get(i));
        GoldenExample example = BundleJson.MAPPER.readValue(lines.get(i), GoldenExample.class);
        assertThat(example).isEqualTo(GoldenExample.of(TinyBundle.texts().get(i), tagging));
      }
    }
  }

  @Test
  void shouldWriteTheSameBytesAgain() throws IOException {
    Bundle first = write("a");
    Bundle second = write("b");

    assertThat(second.id()).isEqualTo(first.id());
    for (String name : first.files().names()) {
      assertThat(second.files().read(name)).as(name).isEqualTo(first.files().read(name));
    }
  }

  @Test
  void shouldReplaceABundle() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve("a/bundle.json"), "old", StandardCharsets.UTF_8);

    assertThat(write("a").descriptor().name()).isEqualTo("tiny");
  }
}
