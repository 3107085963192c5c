package io.tagstream.schemas.serde;

import java.util.Arrays;
import org.apache.kafka.common.config.ConfigException;

/** Which subject a topic's schema is registered under, named as Confluent's classes are. */
public enum SubjectNameStrategy {
  /** {@code <topic>-key} or {@code <topic>-value}. */
  TOPIC_NAME("TopicNameStrategy") {
    @Override
    public String subject(String topic, boolean isKey, String recordName) {
      return topic + (isKey ? "-key" : "-value");
    }
  },
  /** The full name of the record. */
  RECORD_NAME("RecordNameStrategy") {
    @Override
    public String subject(String topic, boolean isKey, String recordName) {
      return recordName;
    }
  },
  /** {@code <topic>-<full name of the record>}. */
  TOPIC_RECORD_NAME("TopicRecordNameStrategy") {
    @Override
    public String subject(String topic, boolean isKey, String recordName) {
      return topic + "-" + recordName;
    }
  };

  private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

  private final String className;

  SubjectNameStrategy(String className) {
    this.className = className;
  }

  /**
   * The strategy with this name.
   *
   * @param key the configuration key the name was given under, for the message
   * @param name Confluent's class name, with or without its package
   * @throws ConfigException if it is another
   */
  public static SubjectNameStrategy of(String key, String name) {
    String simpleName =
        name.startsWith(CONFLUENT_PACKAGE) ? name.substring(CONFLUENT_PACKAGE.length()) : name;
    return Arrays.stream(values())
        .filter(strategy -> strategy.className.equals(simpleName))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    key,
                    name,
                    "expected TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy,"
                        + " with or without the package "
                        + CONFLUENT_PACKAGE
                        + "; strategies of your own need Confluent's serde"));
  }

  /** The subject for one record. */
  public abstract String subject(String topic, boolean isKey, String recordName);
}
