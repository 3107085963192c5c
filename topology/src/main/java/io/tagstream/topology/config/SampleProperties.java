package io.tagstream.topology.config;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * Writes a commented sample of a configuration file from the definitions that also check it, so
 * that the two cannot disagree.
 */
public final class SampleProperties {
  private static final int LINE_LENGTH = 96;

  private static final String KAFKA_KEYS =
      """
      # Settings of a tagging topology. Lines without '#' are needed, the others show defaults.

      # Kafka's own keys are written as Kafka documents them and passed through untouched. Where this
      # file does not say otherwise, Tagstream sets processing.guarantee=exactly_once_v2.
      application.id=tagstream
      bootstrap.servers=localhost:9092
      #num.stream.threads=1

      # Keys of the schema registry are those of Confluent's serdes.
      schema.registry.url=http://localhost:8081
      #basic.auth.credentials.source=USER_INFO
      #basic.auth.user.info=user:password
      """;

  private SampleProperties() {}

  /** Returns the text of a properties file in which every key of Tagstream stands. */
  public static String text() {
    StringBuilder text = new StringBuilder(KAFKA_KEYS);
    ConfigDef definition = TaggingConfig.definition();
    definition.configKeys().values().forEach(key -> append(text, key));
    return text.toString();
  }

  private static void append(StringBuilder text, ConfigKey key) {
    text.append('\n');
    wrap(key.documentation).forEach(line -> text.append("# ").append(line).append('\n'));
    if (key.validator != null) {
      wrap("Expected: " + key.validator)
          .forEach(line -> text.append("# ").append(line).append('\n'));
    }
    String value =
        key.defaultValue == null ? "" : ConfigDef.convertToString(key.defaultValue, key.type);
    text.append('#').append(key.name).append('=').append(value).append('\n');
  }

  private static List<String> wrap(String sentence) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > LINE_LENGTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
