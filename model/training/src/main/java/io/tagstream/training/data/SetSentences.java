package io.tagstream.training.data;

import io.tagstream.model.data.DataNotice;
import io.tagstream.model.data.LabelledData;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.DataConfig.DataSet;
import io.tagstream.training.config.DataConfig.DevUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The sentences of a data set by what they are for, with the labels of spans as they are renamed.
 *
 * @param set the data set
 * @param train sentences to learn from
 * @param dev sentences to choose the best epoch by
 * @param test sentences to be looked at once, when all is done
 * @param excluded number of sentences of the train files that serve for neither
 * @param notices what could not be taken as it is
 */
public record SetSentences(
    DataSet set,
    List<LabelledSentence> train,
    List<LabelledSentence> dev,
    List<LabelledSentence> test,
    int excluded,
    List<DataNotice> notices) {
  public SetSentences {
    train = List.copyOf(train);
    dev = List.copyOf(dev);
    test = List.copyOf(test);
    notices = List.copyOf(notices);
  }

  /** Returns how many sentences an epoch shows. */
  public int perEpoch() {
    return (int) Math.round(train.size() * set.weight());
  }

  /**
   * Reads the files of a data set.
   *
   * @throws IOException if a file cannot be read
   * @throws io.tagstream.model.data.MalformedDataException if a line is not what it should be
   */
  static SetSentences read(DataSet set) throws IOException {
    Reader reader = new Reader(set);
    Set<String> excluded = SentenceText.keys(reader.read(set.files().exclude()));
    List<LabelledSentence> devFiles = reader.read(set.files().dev());
    boolean byText = set.files().devUse() == DevUse.BY_TEXT;
    Set<String> devTexts = byText ? SentenceText.keys(devFiles) : new HashSet<>();
    List<LabelledSentence> train = new ArrayList<>();
    List<LabelledSentence> dev = new ArrayList<>(byText ? List.of() : devFiles);
    int left = 0;
    for (LabelledSentence sentence : reader.read(set.files().train())) {
      String text = SentenceText.key(sentence);
      if (excluded.contains(text)) {
        left++;
      } else if (devTexts.contains(text)) {
        dev.add(sentence);
      } else {
        train.add(sentence);
      }
    }
    List<LabelledSentence> test = reader.read(set.files().test());
    return new SetSentences(set, train, dev, test, left, reader.notices);
  }

  /** Reads files and remembers what could not be taken as it is. */
  private static final class Reader {
    private final List<DataNotice> notices = new ArrayList<>();
    private final DataSet set;

    Reader(DataSet set) {
      this.set = set;
    }

    List<LabelledSentence> read(List<Path> files) throws IOException {
      List<LabelledSentence> sentences = new ArrayList<>();
      for (Path file : files) {
        LabelledData data = LabelledData.read(file, set.options());
        notices.addAll(data.notices());
        data.sentences().forEach(sentence -> sentences.add(set.labels().of(sentence)));
      }
      return sentences;
    }
  }
}
