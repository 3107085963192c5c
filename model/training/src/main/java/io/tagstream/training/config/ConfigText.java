package io.tagstream.training.config;

import io.tagstream.model.command.NearestKey;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says, as text: the pairs of a properties file, and those that the command
 * line gives in place of some of them. All keys exist.
 */
final class ConfigText {
  private static final String COMMAND_LINE = "--set";

  private final Path file;
  private final Map<String, String> pairs;
  private final Set<String> overridden;

  private ConfigText(Path file, Map<String, String> pairs, Set<String> overridden) {
    this.file = file;
    this.pairs = pairs;
    this.overridden = overridden;
  }

  /**
   * Loads the configuration of a training, in UTF-8.
   *
   * @param overrides values by key that count instead of those of the file
   * @throws TrainConfigException if there is no such file, or it is not in UTF-8, or there is a key
   *     that does not exist
   */
  static ConfigText load(Path file, Map<String, String> overrides) throws IOException {
    ConfigText text = read(file, overrides);
    Set<String> known = new TreeSet<>(TrainKey.all());
    text.dataSets().forEach(set -> known.addAll(DataKey.all(set)));
    text.refuseOthers(known);
    return text;
  }

  /** Loads a configuration of these keys, like {@link #load(Path, Map)}. */
  static ConfigText load(Path file, Map<String, String> overrides, List<String> keys)
      throws IOException {
    ConfigText text = read(file, overrides);
    text.refuseOthers(new TreeSet<>(keys));
    return text;
  }

  private static ConfigText read(Path file, Map<String, String> overrides) throws IOException {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw new TrainConfigException(
          "--config: expected a properties file, found %s at %s; check the name"
              .formatted(Files.exists(file) ? "a directory" : "none", file));
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (CharacterCodingException e) {
      throw new TrainConfigException(
          file + ": expected properties in UTF-8, found bytes that are not; save it in UTF-8");
    } catch (IllegalArgumentException e) {
      throw new TrainConfigException(
          file + ": expected properties, found " + e.getMessage() + "; write a backslash as \\\\");
    }
    Map<String, String> pairs = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> pairs.put(key, properties.getProperty(key)));
    pairs.putAll(overrides);
    return new ConfigText(file, pairs, Set.copyOf(overrides.keySet()));
  }

  Path file() {
    return file;
  }

  /** Returns where a key is, or would be, given a value, for messages. */
  String place(String key) {
    return overridden.contains(key) ? COMMAND_LINE : file.toString();
  }

  /** Returns the value of a key, or {@code null} if it has none or a blank one. */
  @Nullable String find(String key) {
    String value = pairs.get(key);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Returns the parts of a comma list. */
  static List<String> parts(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** Returns the names of the data sets; one of the empty name where none is named. */
  List<String> dataSets() {
    String key = TrainKey.DATA_SETS.toString();
    String names = find(key);
    List<String> sets = names == null ? List.of("") : parts(names);
    // Scores are called test.SET.slotF1, and there is a test.plain.slotF1 already.
    boolean usable =
        !sets.isEmpty()
            && !sets.contains("plain")
            && sets.stream().allMatch(set -> set.matches("[\\w-]*"))
            && sets.stream().distinct().count() == sets.size();
    if (!usable) {
      throw new TrainConfigException(
          "%s: %s: expected different names of letters, digits and hyphens, none of them 'plain', found '%s'"
              .formatted(place(key), key, names));
    }
    return sets;
  }

  private void refuseOthers(Set<String> known) {
    for (String key : pairs.keySet()) {
      if (!known.contains(key)) {
        throw new TrainConfigException(
            "%s: there is no key '%s'; the nearest is '%s'"
                .formatted(place(key), key, NearestKey.to(key, known)));
      }
    }
  }
}
