package io.tagstream.schemas.registry;

import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the serdes ask of a schema registry. Implementations may be called from any thread; every
 * method throws {@link RegistryException}, and may block while a request is tried, by default 120 s
 * at most. Whoever was given a client closes it.
 */
public interface SchemaRegistryClient extends AutoCloseable {

  /**
   * Registers a schema under a subject, or finds it there.
   *
   * @param normalize lets the registry bring the schema into a canonical form first
   * @return the id to write in front of values
   */
  int register(String subject, Schema schema, boolean normalize);

  /** The id of a schema that is registered under the subject already. Registers nothing. */
  int idOf(String subject, Schema schema, boolean normalize);

  /** The latest version of a subject. */
  SubjectSchema latest(String subject);

  /**
   * The schema with this id.
   *
   * @param subject a hint that some registries use for authorization and contexts; null if unknown
   */
  Schema byId(int id, @Nullable String subject);

  /** The schema with this GUID, which the header form of values carries instead of an id. */
  Schema byGuid(UUID guid);

  @Override
  void close();

  /** The id and the text of the latest version of a subject. */
  record SubjectSchema(int id, int version, Schema schema) {}
}
