package io.tagstream.app.run;

import io.tagstream.topology.Tagstream;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of a process, read from a properties file and checked.
 *
 * @param tagging Tagstream's own settings, with all others among its originals
 * @param streams what Kafka Streams makes of them
 */
public record Settings(TaggingConfig tagging, StreamsConfig streams) {

  /**
   * Reads and checks a file in UTF-8.
   *
   * @throws ConfigException if a key or value is wrong; the message names the file and the key
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Settings read(Path file) {
    if (Files.isDirectory(file)) {
      throw new ConfigException(file + " is a directory; expected a properties file");
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("%s is no properties file: %s".formatted(file, e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    try {
      return of(settings);
    } catch (ConfigException e) {
      throw new ConfigException(file + ": " + e.getMessage());
    }
  }

  /**
   * Checks settings.
   *
   * @throws ConfigException if a key or value is wrong; the message names the key
   */
  public static Settings of(Map<String, ?> settings) {
    TaggingConfig tagging = new TaggingConfig(settings);
    return new Settings(tagging, new StreamsConfig(Tagstream.configure(settings)));
  }
}
