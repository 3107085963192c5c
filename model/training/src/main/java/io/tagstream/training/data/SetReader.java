package io.tagstream.training.data;

import io.tagstream.model.command.NearestKey;
import io.tagstream.model.data.DataNotice;
import io.tagstream.model.data.LabelledData;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.DataConfig.DataSet;
import io.tagstream.training.config.DataConfig.StreamUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the files of a data set, renames its labels and remembers what is to be said of them. */
final class SetReader {
  /** Parts without whose sentences there is no training. */
  private static final Set<String> NEEDED = Set.of("train", "dev");

  private final DataSet set;
  private final List<String> notices = new ArrayList<>();
  private final SortedMap<String, Integer> labels = new TreeMap<>();

  SetReader(DataSet set) {
    this.set = set;
  }

  /**
   * Reads the files of one part.
   *
   * @param setting what the part is called in the configuration
   * @throws IOException if a file cannot be read
   * @throws io.tagstream.model.data.MalformedDataException if a line is not what it should be
   */
  List<LabelledSentence> read(String setting, List<Path> files) throws IOException {
    return readTexts(setting, files).stream().flatMap(List::stream).toList();
  }

  /** Reads the same, but keeps the sentences of a text in a list of their own. */
  List<List<LabelledSentence>> readTexts(String setting, List<Path> files) throws IOException {
    List<List<LabelledSentence>> texts = new ArrayList<>();
    for (Path file : files) {
      LabelledData data = LabelledData.read(file, set.options());
      notices.addAll(DataNotice.summary(data.notices()));
      for (LabelledSentence sentence : data.sentences()) {
        LabelSets.spanLabels(sentence).forEach(label -> labels.merge(label, 1, Integer::sum));
      }
      for (List<LabelledSentence> text : data.texts()) {
        texts.add(text.stream().map(set.labels()::of).map(this::inItsStream).toList());
      }
    }
    if (!files.isEmpty() && texts.isEmpty() && !isRefusedWithout(setting)) {
      say(setting, "there is no sentence in these files");
    }
    return texts;
  }

  /** What has to be there is said once, where it is refused. Of several sets any may have it. */
  private boolean isRefusedWithout(String setting) {
    return set.key().isEmpty() && NEEDED.contains(setting);
  }

  /** A place that is not learned from is not served from, either. */
  private LabelledSentence inItsStream(LabelledSentence sentence) {
    return set.streams() == StreamUse.KEYS ? sentence : sentence.alone();
  }

  /**
   * Looks whether every label that is to be renamed is there, and says what spans are dropped.
   *
   * @throws UnusableDataException if a label occurs in no file of the data set
   */
  void verifyMapping() {
    for (String label : set.labels().names().keySet()) {
      if (!labels.containsKey(label)) {
        throw new UnusableDataException(
            "%s: expected labels of the data set, found '%s', which it never says; %s"
                .formatted(set.key("labels"), label, insteadOf(label)));
      }
    }
    labels.forEach(
        (label, count) -> {
          if (set.labels().of(label).isEmpty()) {
            say("labels", count + " spans of '" + label + "' are dropped");
          }
        });
  }

  private String insteadOf(String label) {
    String name = set.labels().of(label);
    if (labels.containsKey(name)) {
      return "write it the other way round, the name of the data first: " + name + "=" + label;
    }
    return labels.isEmpty()
        ? "it has no spans"
        : "the nearest is '" + NearestKey.to(label, labels.keySet()) + "'";
  }

  /** Remembers something to say of a key of the data set. */
  void say(String setting, String what) {
    notices.add(set.key(setting) + ": " + what);
  }

  /** Returns what is to be said, in sentences for people. */
  List<String> notices() {
    return notices;
  }
}
