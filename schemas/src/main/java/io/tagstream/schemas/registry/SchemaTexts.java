package io.tagstream.schemas.registry;

import io.tagstream.schemas.registry.RegistryException.Reason;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Parsing of schema texts; every parse has names of its own. */
final class SchemaTexts {

  private SchemaTexts() {}

  /** Parses a schema that somebody wants to register; bad defaults are refused. */
  static Schema parseNew(String text) {
    try {
      return new Schema.Parser().setValidateDefaults(true).parse(text);
    } catch (AvroRuntimeException e) {
      throw RegistryException.invalid(
          42201, "Expected an Avro schema, found a text that is none: " + e.getMessage(), e);
    }
  }

  /** Parses a schema that a registry holds, whatever its defaults. */
  static Schema parse(String text) {
    return parse(List.of(), text);
  }

  /**
   * Parses a schema that names types of other schemas.
   *
   * @param references texts of those schemas, each after the ones it needs itself
   */
  static Schema parse(List<String> references, String text) {
    Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
    try {
      references.forEach(parser::parse);
      return parser.parse(text);
    } catch (AvroRuntimeException e) {
      throw new RegistryException(
          Reason.UNKNOWN,
          200,
          0,
          "Expected an Avro schema from the registry, found a text that is none: "
              + e.getMessage()
              + ". Register the schema anew.",
          e);
    }
  }
}
