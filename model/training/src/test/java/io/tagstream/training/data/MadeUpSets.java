package io.tagstream.training.data;

import io.tagstream.model.data.DataOptions;
import io.tagstream.model.data.LabelMapping;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.DataConfig.DataSet;
import io.tagstream.training.config.DataConfig.DevUse;
import io.tagstream.training.config.DataConfig.Files;
import io.tagstream.training.config.DataConfig.Heads;
import io.tagstream.training.config.DataConfig.Origin;
import io.tagstream.training.config.DataConfig.StreamUse;
import io.tagstream.training.config.TrainConfig;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Data sets of sentences that a test makes up. */
public final class MadeUpSets {
  private MadeUpSets() {}

  /** The one data set of a training, for the main heads. */
  public static TrainingData only(
      List<LabelledSentence> train, List<LabelledSentence> dev, int excluded) {
    return data(
        new SetSentences(set("", "main", "main"), train, dev, List.of(), excluded, List.of()));
  }

  static TrainingData data(SetSentences... sets) {
    HeadLabels labels = HeadLabels.of(List.of(sets));
    return new TrainingData(List.of(sets), labels, BundleHeads.of(bundle(null, null), labels));
  }

  static TrainConfig.Bundle bundle(@Nullable String slotHead, @Nullable String classHead) {
    return new TrainConfig.Bundle("b", "1", "B", "MIT", 512, null, null, slotHead, classHead, null);
  }

  static SetSentences sentences(DataSet set, LabelledSentence... train) {
    return new SetSentences(set, List.of(train), List.of(), List.of(), 0, List.of());
  }

  static DataSet set(String key, String slots, String classes, String... open) {
    return set(
        key,
        new Files(List.of(), List.of(), DevUse.AS_IS, 0, List.of(), List.of()),
        new Heads(slots, classes, new TreeSet<>(List.of(open))));
  }

  static DataSet set(String key, Files files, Heads heads) {
    return new DataSet(
        key,
        files,
        DataOptions.RECOGNISED,
        LabelMapping.NONE,
        heads,
        1,
        StreamUse.ALONE,
        new Origin(key, "here", "CC0-1.0"));
  }

  /** A sentence of as many words as tags. */
  static LabelledSentence tagged(String tags, @Nullable String label) {
    List<String> list = Arrays.asList(tags.split(" ", -1));
    return new LabelledSentence(
        "made-up", null, Collections.nCopies(list.size(), "word"), list, label);
  }

  static LabelledSentence classified(String words, String label) {
    return new LabelledSentence(
        "made-up", null, Arrays.asList(words.split(" ", -1)), List.of(), label);
  }
}
