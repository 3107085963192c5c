package io.tagstream.training.config;

import io.tagstream.model.data.DataFormat;
import io.tagstream.model.data.DataOptions;
import io.tagstream.model.data.DataOptions.TokenSource;
import io.tagstream.model.data.LabelMapping;
import io.tagstream.model.data.TagNotation;
import io.tagstream.training.config.DataConfig.DataSet;
import io.tagstream.training.config.DataConfig.DevUse;
import io.tagstream.training.config.DataConfig.Files;
import io.tagstream.training.config.DataConfig.Heads;
import io.tagstream.training.config.DataConfig.Origin;
import io.tagstream.training.config.DataConfig.StreamUse;
import io.tagstream.training.config.DataKey.Setting;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads what a configuration says of one data set. */
final class DataSettings {
  private static final double MOST_OFTEN = 100;

  private final Settings settings;
  private final String set;

  private DataSettings(Settings settings, String set) {
    this.settings = settings;
    this.set = set;
  }

  /** Reads all data sets: those that {@code data.sets} names, or the one without a name. */
  static DataConfig read(Settings settings) {
    // Read here as well, so that it is among what the configuration says.
    settings.text(TrainKey.DATA_SETS, "");
    return new DataConfig(
        settings.dataSets().stream().map(set -> new DataSettings(settings, set).read()).toList());
  }

  private DataSet read() {
    Files files = files();
    StreamUse streams = streams(files);
    return new DataSet(
        set,
        files,
        new DataOptions(
            settings.choiceOrNone(key(Setting.FORMAT), DataFormat.class),
            settings.choiceOrNone(key(Setting.TAG_SCHEME), TagNotation.class),
            settings.choice(key(Setting.TOKENS), TokenSource.DATA),
            TrainConfig.maxTokens(settings),
            streams == StreamUse.KEYS),
        labels(),
        new Heads(
            settings.name(key(Setting.SLOTS), DataConfig.MAIN_HEAD),
            settings.name(key(Setting.CLASSES), DataConfig.MAIN_HEAD),
            new TreeSet<>(settings.list(key(Setting.OPEN)))),
        settings.number(key(Setting.WEIGHT), 1, 0, MOST_OFTEN),
        streams,
        new Origin(
            settings.text(key(Setting.NAME), set.isEmpty() ? fileNames(files) : set),
            settings.text(key(Setting.SOURCE), TrainConfig.UNKNOWN),
            settings.text(key(Setting.LICENCE), TrainConfig.UNKNOWN)));
  }

  private StreamUse streams(Files files) {
    StreamUse streams = settings.choice(key(Setting.STREAMS), StreamUse.ALONE);
    boolean split = files.devShare() > 0 || files.devUse() != DevUse.AS_IS;
    if (streams == StreamUse.KEYS && split) {
      throw settings.refused(
          key(Setting.STREAMS),
          "expected keys only beside whole files of %s, found it beside %s or %s, which would tear streams apart; name files of other streams"
              .formatted(key(Setting.DEV), key(Setting.DEV_SHARE), key(Setting.DEV_USE)));
    }
    return streams;
  }

  /** Of several data sets some may have but a part of the files. */
  private Files files() {
    boolean only = set.isEmpty();
    Files files =
        new Files(
            only
                ? settings.someDataFiles(key(Setting.TRAIN))
                : settings.dataFiles(key(Setting.TRAIN)),
            settings.dataFiles(key(Setting.DEV)),
            settings.choice(key(Setting.DEV_USE), DevUse.AS_IS),
            settings.share(key(Setting.DEV_SHARE)),
            settings.dataFiles(key(Setting.EXCLUDE)),
            settings.dataFiles(key(Setting.TEST)));
    if (files.train().isEmpty() && files.dev().isEmpty() && files.test().isEmpty()) {
      throw settings.wrong(key(Setting.TRAIN), "files, or some for dev or test", "");
    }
    verifyDev(files);
    return files;
  }

  private void verifyDev(Files files) {
    DataKey dev = key(Setting.DEV);
    DataKey share = key(Setting.DEV_SHARE);
    if (files.devShare() > 0) {
      verifyShareAlone(files);
    } else if (set.isEmpty() && files.dev().isEmpty()) {
      throw settings.refused(
          dev,
          "expected sentences to choose the best epoch by, found neither %s nor %s; write %s=FILE, or %s=0.1 to set a tenth of %s aside"
              .formatted(dev, share, dev, share, key(Setting.TRAIN)));
    }
  }

  private void verifyShareAlone(Files files) {
    DataKey share = key(Setting.DEV_SHARE);
    DataKey dev = key(Setting.DEV);
    if (!files.dev().isEmpty()) {
      throw settings.refused(
          share, "expected either %s or %s, found both; remove one of them".formatted(dev, share));
    }
    if (files.devUse() != DevUse.AS_IS) {
      throw settings.refused(
          share,
          "expected %s only beside files of %s, found it beside %s; remove one of them"
              .formatted(key(Setting.DEV_USE), dev, share));
    }
    if (files.train().isEmpty()) {
      throw settings.refused(
          share,
          "expected files of %s to take the share of, found none; name some"
              .formatted(key(Setting.TRAIN)));
    }
  }

  private LabelMapping labels() {
    DataKey key = key(Setting.LABELS);
    try {
      return LabelMapping.parse(settings.text(key, ""));
    } catch (IllegalArgumentException e) {
      throw settings.refused(key, String.valueOf(e.getMessage()));
    }
  }

  private static String fileNames(Files files) {
    return files.train().stream()
        .map(Path::getFileName)
        .map(Path::toString)
        .collect(Collectors.joining(", "));
  }

  private DataKey key(Setting setting) {
    return new DataKey(set, setting);
  }
}
