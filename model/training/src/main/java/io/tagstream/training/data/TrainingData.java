package io.tagstream.training.data;

import io.tagstream.model.data.LabelledData;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.TrainConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Sentences by what they are for. The test sentences are not among them: they are opened once, when
 * all is done.
 *
 * @param train sentences to learn from
 * @param dev sentences to choose the best epoch by
 * @param excluded number of sentences of the train files that serve for neither
 */
public record TrainingData(List<LabelledSentence> train, List<LabelledSentence> dev, int excluded) {
  public TrainingData {
    train = List.copyOf(train);
    dev = List.copyOf(dev);
  }

  /**
   * Reads the files of a configuration.
   *
   * @throws IOException if a file cannot be read
   * @throws io.tagstream.model.data.MalformedDataException if a line is not what it should be
   * @throws UnusableDataException if no sentence is left to learn from or to choose by
   */
  public static TrainingData read(TrainConfig.Data config) throws IOException {
    Set<String> excluded = texts(readAll(config.exclude()));
    List<LabelledSentence> devFiles = readAll(config.dev());
    boolean byText = config.devUse() == TrainConfig.DevUse.BY_TEXT;
    Set<String> devTexts = byText ? texts(devFiles) : Set.of();
    List<LabelledSentence> train = new ArrayList<>();
    List<LabelledSentence> dev = new ArrayList<>(byText ? List.of() : devFiles);
    int left = 0;
    for (LabelledSentence sentence : readAll(config.train())) {
      String text = textKey(sentence);
      if (excluded.contains(text)) {
        left++;
      } else if (devTexts.contains(text)) {
        dev.add(sentence);
      } else {
        train.add(sentence);
      }
    }
    if (train.isEmpty() || dev.isEmpty()) {
      throw new UnusableDataException(
          "data.train, data.dev: expected sentences to learn from and to choose by, found "
              + (train.size() + " and " + dev.size() + "; check the files and data.dev.use"));
    }
    return new TrainingData(train, dev, left);
  }

  /** Reads files one after the other. */
  public static List<LabelledSentence> readAll(List<Path> files) throws IOException {
    List<LabelledSentence> sentences = new ArrayList<>();
    for (Path file : files) {
      sentences.addAll(LabelledData.read(file).sentences());
    }
    return sentences;
  }

  private static Set<String> texts(List<LabelledSentence> sentences) {
    Set<String> texts = new HashSet<>();
    sentences.forEach(sentence -> texts.add(textKey(sentence)));
    return texts;
  }

  /** The lower-cased letters and digits of a sentence: what tokenizers do not disagree about. */
  private static String textKey(LabelledSentence sentence) {
    StringBuilder key = new StringBuilder();
    sentence.tokens().stream()
        .flatMapToInt(token -> token.toLowerCase(Locale.ROOT).codePoints())
        .filter(Character::isLetterOrDigit)
        .forEach(key::appendCodePoint);
    return key.toString();
  }
}
