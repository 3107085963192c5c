package io.tagstream.training.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a configuration says, read by key and type. */
final class Settings {
  private static final String CHECK_THE_NAME =
      "check the name, and for data the directory given with --data";

  private final ConfigText said;
  private final Path directory;
  private final SortedMap<String, String> presets = new TreeMap<>();
  private final SortedMap<String, String> changed = new TreeMap<>();

  private Settings(ConfigText said, Path directory) {
    this.said = said;
    this.directory = directory;
  }

  /**
   * Loads a file in UTF-8.
   *
   * @param dataDirectory what paths to data are relative to, or {@code null} for the directory of
   *     the file
   * @param overrides values by key that count instead of those of the file
   * @throws TrainConfigException if there is no such file or directory, or a key that does not
   *     exist
   */
  static Settings load(Path file, @Nullable Path dataDirectory, Map<String, String> overrides)
      throws IOException {
    return of(ConfigText.load(file, overrides), dataDirectory);
  }

  /** Loads a file of these keys, like {@link #load(Path, Path, Map)}. */
  static Settings load(
      Path file, @Nullable Path dataDirectory, Map<String, String> overrides, List<String> keys)
      throws IOException {
    return of(ConfigText.load(file, overrides, keys), dataDirectory);
  }

  private static Settings of(ConfigText said, @Nullable Path dataDirectory) {
    if (dataDirectory != null && !Files.isDirectory(dataDirectory)) {
      throw new TrainConfigException(
          "--data: expected a directory, found %s at %s; name the one that the files under data. lie in"
              .formatted(Files.exists(dataDirectory) ? "a file" : "none", dataDirectory));
    }
    Path parent = said.file().toAbsolutePath().getParent();
    Path directory = dataDirectory == null ? parent : dataDirectory;
    return new Settings(said, directory == null ? Path.of("") : directory);
  }

  /** Returns the name of the file without its extension. */
  String name() {
    String name = said.file().getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /** Returns the presets of the keys read so far; required keys have none. */
  SortedMap<String, String> presets() {
    return presets;
  }

  /**
   * Returns what the configuration says, as written there, of the keys read so far that have no
   * preset or another.
   */
  SortedMap<String, String> changed() {
    return changed;
  }

  /** Returns a value that must be there. */
  String text(ConfigKey key) {
    String value = find(key);
    if (value == null) {
      throw new TrainConfigException(
          "%s: expected a value for %s, found none; write %s=..."
              .formatted(said.place(key.toString()), key, key));
    }
    changed.put(key.toString(), value);
    return value;
  }

  String text(ConfigKey key, String preset) {
    String value = find(key);
    return noted(key, preset, value == null ? preset : value);
  }

  /** Returns a value, or {@code null} if there is none. */
  @Nullable String textOrNone(ConfigKey key) {
    String value = text(key, "");
    return value.isEmpty() ? null : value;
  }

  /** Remembers what a key is by itself and, if that is something else, here. */
  private <T> T noted(ConfigKey key, T preset, T value) {
    presets.put(
        key.toString(), preset instanceof Enum<?> choice ? spelled(choice) : preset.toString());
    if (!value.equals(preset)) {
      changed.put(key.toString(), String.valueOf(find(key)));
    }
    return value;
  }

  int integer(ConfigKey key, int preset, int least, int most) {
    String value = find(key);
    if (value == null) {
      return noted(key, preset, preset);
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return noted(key, preset, number);
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw wrong(key, "a whole number from " + least + " to " + most, value);
  }

  /** Returns a whole number, or {@code null} if there is no such key. */
  @Nullable Integer integerOrNone(ConfigKey key, int least, int most) {
    return textOrNone(key) == null ? null : integer(key, least, least, most);
  }

  double number(ConfigKey key, double preset, double least, double most) {
    String value = find(key);
    if (value == null) {
      return noted(key, preset, preset);
    }
    double number = parsed(value);
    if (number >= least && number <= most) {
      return noted(key, preset, number);
    }
    throw wrong(key, "a number from " + least + " to " + most, value);
  }

  /** Returns a share between 0 and 1, without these; 0 if there is no such key. */
  double share(ConfigKey key) {
    String value = textOrNone(key);
    double share = value == null ? 0 : parsed(value);
    if (value == null || (share > 0 && share < 1)) {
      return share;
    }
    throw wrong(key, "a share between 0 and 1, such as 0.1", value);
  }

  /** Returns a number, or one that is in no range. */
  private static double parsed(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  boolean flag(ConfigKey key, boolean preset) {
    String value = find(key);
    if (value == null || value.equals("true") || value.equals("false")) {
      return noted(key, preset, value == null ? preset : value.equals("true"));
    }
    throw wrong(key, "true or false", value);
  }

  <E extends Enum<E>> E choice(ConfigKey key, E preset) {
    String value = find(key);
    return noted(
        key, preset, value == null ? preset : choice(key, value, preset.getDeclaringClass()));
  }

  static String spelled(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns a choice, or {@code null} if there is no such key. */
  <E extends Enum<E>> @Nullable E choiceOrNone(ConfigKey key, Class<E> type) {
    String value = text(key, "");
    return value.isEmpty() ? null : choice(key, value, type);
  }

  private <E extends Enum<E>> E choice(ConfigKey key, String value, Class<E> type) {
    List<E> choices = List.of(type.getEnumConstants());
    for (E choice : choices) {
      if (spelled(choice).equals(value)) {
        return choice;
      }
    }
    throw wrong(key, "one of " + choices.stream().map(Settings::spelled).toList(), value);
  }

  /** Returns a name of letters, digits and hyphens. */
  String name(ConfigKey key, String preset) {
    String name = text(key, preset);
    if (!name.matches("[\\w-]+")) {
      throw wrong(key, "a name of letters, digits and hyphens", name);
    }
    return name;
  }

  /** Returns the parts of a comma list; an empty list if there is no such key. */
  List<String> list(ConfigKey key) {
    return ConfigText.parts(text(key, ""));
  }

  /** Returns the files of a comma list; an empty list if there is no such key. */
  List<Path> dataFiles(ConfigKey key) {
    return list(key).stream().map(name -> existing(key, directory.resolve(name))).toList();
  }

  /** Returns the files and directories of a comma list; an empty list if there is no such key. */
  List<Path> dataPaths(ConfigKey key) {
    return list(key).stream()
        .map(directory::resolve)
        .map(path -> Files.isDirectory(path) ? path : existing(key, path))
        .toList();
  }

  /** Returns the files of a comma list that must not be empty. */
  List<Path> someDataFiles(ConfigKey key) {
    text(key);
    return dataFiles(key);
  }

  /**
   * Returns a file of data by its name.
   *
   * @param others what could stand there instead of a file
   */
  Path dataFile(TrainKey key, String name, List<String> others) {
    Path path = directory.resolve(name);
    if (!Files.isRegularFile(path)) {
      throw refused(
          key,
          "expected %s or a file, found '%s' and no file at %s; %s"
              .formatted(String.join(", ", others), name, path, CHECK_THE_NAME));
    }
    return path;
  }

  /**
   * Returns a directory by its name, relative to that of the data.
   *
   * @param others what could stand there instead of a directory
   */
  Path dataDirectory(TrainKey key, String name, List<String> others) {
    Path path = directory.resolve(name);
    if (!Files.isDirectory(path)) {
      throw refused(
          key,
          "expected %s or a directory, found '%s' and no directory at %s; %s"
              .formatted(String.join(", ", others), name, path, CHECK_THE_NAME));
    }
    return path;
  }

  /** Returns whether a key has a value in the configuration. */
  boolean says(ConfigKey key) {
    return find(key) != null;
  }

  /** Returns a file beside the configuration, or {@code null} if there is no such key. */
  @Nullable Path fileBesideOrNone(ConfigKey key) {
    String name = text(key, "");
    return name.isEmpty() ? null : existing(key, said.file().resolveSibling(name));
  }

  private Path existing(ConfigKey key, Path path) {
    if (!Files.isRegularFile(path)) {
      throw refused(
          key,
          Files.isDirectory(path)
              ? "expected a file, found a directory at " + path + "; name a file in it"
              : "expected a file, found none at " + path + "; " + CHECK_THE_NAME);
    }
    return path;
  }

  TrainConfigException wrong(ConfigKey key, String expected, String found) {
    return refused(key, "expected " + expected + ", found '" + found + "'");
  }

  TrainConfigException refused(ConfigKey key, String problem) {
    return new TrainConfigException(said.place(key.toString()) + ": " + key + ": " + problem);
  }

  /** Returns the names of the data sets; one of the empty name where none is named. */
  List<String> dataSets() {
    return said.dataSets();
  }

  private @Nullable String find(ConfigKey key) {
    return said.find(key.toString());
  }
}
