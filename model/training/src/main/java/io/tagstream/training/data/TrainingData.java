package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.DataConfig.DataSet;
import io.tagstream.training.config.DataConfig.Files;
import io.tagstream.training.config.TrainConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All data sets of a training, what the heads they train can say, and which of these heads the
 * bundle carries.
 *
 * @param sets the sentences of each data set
 * @param labels labels of all heads
 * @param heads the heads of the bundle
 */
public record TrainingData(List<SetSentences> sets, HeadLabels labels, BundleHeads heads) {
  public TrainingData {
    sets = List.copyOf(sets);
  }

  /**
   * Reads the files of a configuration; those of the test sentences, too, so that a malformed line
   * costs no training.
   *
   * @param notices is told, before anything is refused, what is likely to be a mistake
   * @throws IOException if a file cannot be read
   * @throws io.tagstream.model.data.MalformedDataException if a line is not what it should be
   * @throws UnusableDataException if no sentence is left to learn from or to choose by, the weights
   *     leave none to show, or the labels are not as they should be
   * @throws io.tagstream.training.config.TrainConfigException if the bundle is to carry a head that
   *     no data set trains
   */
  public static TrainingData read(TrainConfig config, Consumer<String> notices) throws IOException {
    List<SetSentences> sets = new ArrayList<>();
    for (DataSet set : config.data().sets()) {
      SetSentences read = SetSentences.read(set);
      read.notices().forEach(notices);
      sets.add(read);
    }
    DataChecks.spellings(sets).forEach(notices);
    verifyTrain(sets);
    verifyDev(sets);
    HeadLabels labels = HeadLabels.of(sets);
    TrainingData data = new TrainingData(sets, labels, BundleHeads.of(config.bundle(), labels));
    if (data.dev().isEmpty()) {
      throw new UnusableDataException(
          "%s: expected sentences to choose by, labelled for the heads of the bundle, found none; label dev sentences as those to learn from are, or choose other heads"
              .formatted(keys(sets, SetSentences::devKey)));
    }
    if (sets.stream().allMatch(set -> set.perEpoch() == 0)) {
      throw new UnusableDataException(
          "%s: expected weights with which an epoch shows at least one sentence, found that of %d it shows none; raise them"
              .formatted(keys(sets, "weight"), data.train().size()));
    }
    return data;
  }

  private static void verifyTrain(List<SetSentences> sets) {
    if (sets.stream().allMatch(set -> set.train().isEmpty())) {
      throw new UnusableDataException(
          "%s: expected sentences to learn from, found none in %s; check the files%s"
              .formatted(keys(sets, "train"), files(sets, Files::train), keysThatDrop(sets)));
    }
  }

  private static void verifyDev(List<SetSentences> sets) {
    if (sets.stream().allMatch(set -> set.dev().isEmpty())) {
      throw new UnusableDataException(
          "%s: expected sentences to choose by, found none in %s; check the files%s, or set a share of the sentences to learn from aside with %s"
              .formatted(
                  keys(sets, SetSentences::devKey),
                  files(sets, Files::dev),
                  keysThatDrop(sets),
                  keys(sets, "dev.share")));
    }
  }

  private static List<Path> files(List<SetSentences> sets, Function<Files, List<Path>> part) {
    return sets.stream().flatMap(set -> part.apply(set.set().files()).stream()).toList();
  }

  /** Names the keys that may have dropped sentences, of those that are set. */
  private static String keysThatDrop(List<SetSentences> sets) {
    return sets.stream()
        .flatMap(set -> set.keysThatDrop().stream())
        .map(key -> ", " + key)
        .collect(Collectors.joining());
  }

  private static String keys(List<SetSentences> sets, String setting) {
    return keys(sets, set -> set.set().key(setting));
  }

  private static String keys(List<SetSentences> sets, Function<SetSentences, String> key) {
    return sets.stream().map(key).collect(Collectors.joining(", "));
  }

  /** Returns the sentences of all data sets to learn from. */
  public List<LabelledSentence> train() {
    return sets.stream().flatMap(set -> set.train().stream()).toList();
  }

  /** Returns the sentences to choose the best epoch by, with what the bundle can say of them. */
  public List<LabelledSentence> dev() {
    return measured(SetSentences::dev);
  }

  /** Returns the sentences to be looked at once, with what the bundle can say of them. */
  public List<LabelledSentence> test() {
    return measured(SetSentences::test);
  }

  private List<LabelledSentence> measured(Function<SetSentences, List<LabelledSentence>> part) {
    return sets.stream().flatMap(set -> measured(set, part.apply(set)).stream()).toList();
  }

  /** Returns sentences of a data set with what the bundle can say of them. */
  public List<LabelledSentence> measured(SetSentences set, List<LabelledSentence> sentences) {
    return sentences.stream()
        .flatMap(sentence -> heads.measured(sentence, set.set().heads()))
        .toList();
  }

  /** Returns the number of sentences of the train and dev files that are left out. */
  public int excluded() {
    return sets.stream().mapToInt(SetSentences::excluded).sum();
  }

  /** Returns what the bundle can say. */
  public LabelSets bundleLabels() {
    return labels.of(heads);
  }

  /**
   * Returns how often an epoch shows sentences of each class, on average, by class head: a sentence
   * counts the weight of its data set.
   */
  public SortedMap<String, double[]> classCounts() {
    SortedMap<String, double[]> counts = new TreeMap<>();
    labels.classes().forEach((head, classes) -> counts.put(head, new double[classes.size()]));
    for (SetSentences set : sets) {
      String head = set.set().heads().classes();
      for (LabelledSentence sentence : set.train()) {
        double[] ofHead = counts.get(head);
        if (ofHead != null && sentence.label() != null) {
          ofHead[labels.classes().getOrDefault(head, List.of()).indexOf(sentence.label())] +=
              set.set().weight();
        }
      }
    }
    return counts;
  }
}
