package io.tagstream.training.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A key of one data set: {@code data.train} where there is but one, {@code data.btc.train} for the
 * one that is called {@code btc}.
 *
 * @param set name of the data set, empty where there is but one
 * @param setting what the key sets
 */
record DataKey(String set, Setting setting) implements ConfigKey {

  /** What can be set for a data set, named as in the file but for the case and the full stops. */
  enum Setting {
    TRAIN,
    DEV,
    DEV_USE,
    DEV_SHARE,
    EXCLUDE,
    TEST,
    NAME,
    SOURCE,
    LICENCE,
    FORMAT,
    TAG_SCHEME,
    TOKENS,
    LABELS,
    SLOTS,
    CLASSES,
    OPEN,
    WEIGHT,
    STREAMS
  }

  /** Returns all keys of a data set as they are written in the file. */
  static List<String> all(String set) {
    return Arrays.stream(Setting.values())
        .map(setting -> new DataKey(set, setting).toString())
        .toList();
  }

  /** Returns the key as it is written in the file. */
  @Override
  public String toString() {
    return "data."
        + (set.isEmpty() ? "" : set + ".")
        + setting.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
