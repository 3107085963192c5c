package io.tagstream.topology.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts what {@link FieldPath#parse} accepts and, where the key is optional, an empty value. */
enum FieldPathValidator implements ConfigDef.Validator {
  REQUIRED,
  OPTIONAL;

  @Override
  public void ensureValid(String name, Object value) {
    if (this == OPTIONAL && ((String) value).isEmpty()) {
      return;
    }
    try {
      FieldPath.parse((String) value);
    } catch (IllegalArgumentException malformed) {
      throw new ConfigException(name, value, "expected " + this);
    }
  }

  @Override
  public String toString() {
    return "a field path such as message.body, or a JSON pointer such as /message/body"
        + (this == OPTIONAL ? ", or nothing" : "");
  }
}
