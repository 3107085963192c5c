package io.tagstream.schemas.registry;

import java.util.UUID;
import org.apache.avro.Schema;

/**
 * A schema as one version of a subject.
 *
 * @param subject the subject, for example {@code tagged-text-value}
 * @param version number of the version, from 1
 * @param id identity of the schema in the whole registry, from 1
 * @param guid identity of the schema across registries
 * @param schema the parsed schema
 * @param deleted true for a version that was softly deleted: hidden, but its id still resolves
 */
public record RegisteredSchema(
    String subject, int version, int id, UUID guid, Schema schema, boolean deleted) {

  RegisteredSchema asDeleted() {
    return new RegisteredSchema(subject, version, id, guid, schema, true);
  }
}
