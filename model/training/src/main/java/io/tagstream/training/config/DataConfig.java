package io.tagstream.training.config;

import io.tagstream.model.data.DataOptions;
import io.tagstream.model.data.LabelMapping;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The data sets of a training.
 *
 * @param sets at least one, in the order of the configuration
 */
public record DataConfig(List<DataSet> sets) {
  public DataConfig {
    sets = List.copyOf(sets);
  }

  /** Name of a head that nobody named. */
  public static final String MAIN_HEAD = "main";

  /**
   * One data set.
   *
   * @param key what it is called in the configuration; empty where there is but one
   * @param files its files
   * @param options how they are read
   * @param labels how its labels of spans are renamed
   * @param heads what it trains
   * @param weight how often an epoch shows each sentence
   * @param streams which of its sentences follow one another
   * @param origin where it comes from
   */
  public record DataSet(
      String key,
      Files files,
      DataOptions options,
      LabelMapping labels,
      Heads heads,
      double weight,
      StreamUse streams,
      Origin origin) {

    /** Returns a key of the data set as it is written in the file, for messages. */
    public String key(String setting) {
      return "data." + (key.isEmpty() ? "" : key + ".") + setting;
    }
  }

  /**
   * The files of a data set.
   *
   * @param train sentences to learn from
   * @param dev sentences to choose the best epoch by, in the way {@code devUse} says
   * @param devUse what the files of {@code dev} mean
   * @param devShare share of the sentences to learn from that are set aside as dev sentences, in
   *     [0, 1); 0 where files hold them
   * @param exclude files whose sentences are never learned from or chosen by
   * @param test sentences scored once, at the very end
   */
  public record Files(
      List<Path> train,
      List<Path> dev,
      DevUse devUse,
      double devShare,
      List<Path> exclude,
      List<Path> test) {
    public Files {
      train = List.copyOf(train);
      dev = List.copyOf(dev);
      exclude = List.copyOf(exclude);
      test = List.copyOf(test);
    }
  }

  /** Which sentences of a data set follow one another in a stream. */
  public enum StreamUse {
    /** None: each is a stream of its own. */
    ALONE,
    /** Those that tell the same key, in the order of their numbers. */
    KEYS,
    /** Any, other ones every epoch: a state that is carried on must do no harm. */
    SHUFFLED
  }

  /** What the files of dev sentences mean. */
  public enum DevUse {
    /** Their sentences are the dev sentences. */
    AS_IS,
    /** The dev sentences are those sentences of the train files whose text they hold. */
    BY_TEXT
  }

  /**
   * The heads that a data set trains, if its sentences have tags or classes.
   *
   * @param slots name of the slot head
   * @param classes name of the class head
   * @param open labels of the slot head that the data set does not annotate: where it says {@code
   *     O}, any of them may be right
   */
  public record Heads(String slots, String classes, SortedSet<String> open) {
    public Heads {
      open = Collections.unmodifiableSortedSet(new TreeSet<>(open));
    }
  }

  /**
   * Where a data set comes from.
   *
   * @param name its name
   * @param source where it can be had
   * @param licence its licence
   */
  public record Origin(String name, String source, String licence) {}

  /** Returns what several data sets are called in the configuration; empty if there is but one. */
  public List<String> keys() {
    return sets.stream().map(DataSet::key).filter(key -> !key.isEmpty()).toList();
  }

  /** Returns the names of all data sets. */
  public String name() {
    return joined(Origin::name);
  }

  /** Returns where all data sets can be had. */
  public String source() {
    return joined(Origin::source);
  }

  /** Returns the licences of all data sets. */
  public String licence() {
    return joined(Origin::licence);
  }

  private String joined(Function<Origin, String> part) {
    return sets.stream().map(DataSet::origin).map(part).collect(Collectors.joining(", "));
  }
}
