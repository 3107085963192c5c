package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.DataConfig.DataSet;
import io.tagstream.training.config.DataConfig.DevUse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sentences of a data set by what they are for, with the labels of spans as they are renamed.
 *
 * @param set the data set
 * @param train sentences to learn from; none if the weight of the data set is 0
 * @param dev sentences to choose the best epoch by
 * @param test sentences to be looked at once, when all is done
 * @param excluded number of sentences of the train and dev files that stand in the excluded ones
 * @param notices what could not be taken as it is, in sentences for people
 */
public record SetSentences(
    DataSet set,
    List<LabelledSentence> train,
    List<LabelledSentence> dev,
    List<LabelledSentence> test,
    int excluded,
    List<String> notices) {
  public SetSentences {
    train = List.copyOf(train);
    dev = List.copyOf(dev);
    test = List.copyOf(test);
    notices = List.copyOf(notices);
  }

  /** Returns the key of the configuration that the dev sentences come from. */
  String devKey() {
    return set.key(set.files().devShare() > 0 ? "dev.share" : "dev");
  }

  /** Returns the keys that may have dropped sentences and are not at their presets. */
  List<String> keysThatDrop() {
    List<String> settings = new ArrayList<>();
    if (set.weight() == 0) {
      settings.add("weight");
    }
    if (set.files().devUse() == DevUse.BY_TEXT) {
      settings.add("dev.use");
    }
    if (!set.files().exclude().isEmpty()) {
      settings.add("exclude");
    }
    if (set.files().devShare() > 0) {
      settings.add("dev.share");
    }
    return settings.stream().map(set::key).toList();
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
   * @throws UnusableDataException if a label that is to be renamed occurs nowhere
   */
  static SetSentences read(DataSet set) throws IOException {
    SetReader reader = new SetReader(set);
    Set<String> excluded = SentenceText.keys(reader.read("exclude", set.files().exclude()));
    List<LabelledSentence> devFiles = reader.read("dev", set.files().dev());
    List<List<LabelledSentence>> trainTexts = reader.readTexts("train", set.files().train());
    List<LabelledSentence> trainFiles = trainTexts.stream().flatMap(List::stream).toList();
    List<LabelledSentence> test = reader.read("test", set.files().test());
    reader.verifyMapping();
    List<LabelledSentence> dev = without(excluded, devFiles);
    List<LabelledSentence> train = without(excluded, trainFiles);
    int left = devFiles.size() - dev.size();
    if (left > 0) {
      reader.say("dev", left + " sentences stand among those of exclude, too: left out");
    }
    // The sentences of dev files by text only name sentences of the train files, which count.
    boolean byText = set.files().devUse() == DevUse.BY_TEXT;
    left = (byText ? 0 : left) + trainFiles.size() - train.size();
    if (byText) {
      Set<String> texts = SentenceText.keys(train);
      long lost = dev.stream().filter(sentence -> !isAmong(texts, sentence)).count();
      if (lost > 0) {
        reader.say("dev", lost + " sentences are none of the train files: not used");
      }
      Set<String> devTexts = SentenceText.keys(devFiles);
      dev = train.stream().filter(sentence -> isAmong(devTexts, sentence)).toList();
      train = without(devTexts, train);
    }
    if (set.files().devShare() > 0) {
      DevSplit split =
          DevSplit.of(set, trainTexts.stream().map(text -> without(excluded, text)).toList());
      reader.say("dev.share", split.said());
      dev = split.dev();
      train = split.train();
    }
    if (set.weight() == 0 && !train.isEmpty()) {
      reader.say("weight", "is 0: nothing is learned from " + train.size() + " sentences");
      train = List.of();
    }
    return new SetSentences(set, train, dev, test, left, reader.notices());
  }

  private static List<LabelledSentence> without(
      Set<String> texts, List<LabelledSentence> sentences) {
    List<LabelledSentence> others = new ArrayList<>(sentences);
    others.removeIf(sentence -> isAmong(texts, sentence));
    return others;
  }

  private static boolean isAmong(Set<String> texts, LabelledSentence sentence) {
    return texts.contains(SentenceText.key(sentence));
  }

  /** Returns the sentences of all parts. */
  Stream<LabelledSentence> all() {
    return Stream.of(train, dev, test).flatMap(List::stream);
  }
}
