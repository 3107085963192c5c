package io.tagstream.training;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.TrainConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Chooses the golden texts of a bundle: those of a file, or else some of the dev sentences. */
final class GoldenTexts {
  private static final int DEV_SENTENCES = 8;

  private GoldenTexts() {}

  /**
   * Returns at least one text.
   *
   * @param file texts, one a line, or {@code null} for dev sentences, spread evenly over them
   * @throws TrainConfigException if the file holds no text
   */
  static List<String> of(@Nullable Path file, List<LabelledSentence> dev) throws IOException {
    if (file == null) {
      int count = Math.min(DEV_SENTENCES, dev.size());
      return IntStream.range(0, count)
          .mapToObj(i -> text(dev.get((int) ((long) i * dev.size() / count))))
          .distinct()
          .toList();
    }
    List<String> texts =
        Utf8Text.read("bundle.examples", file).lines().filter(line -> !line.isBlank()).toList();
    if (texts.isEmpty()) {
      throw new TrainConfigException(file + ": expected a text a line, found none");
    }
    return texts;
  }

  private static String text(LabelledSentence sentence) {
    String text = sentence.text();
    return text == null ? String.join(" ", sentence.tokens()) : text;
  }
}
