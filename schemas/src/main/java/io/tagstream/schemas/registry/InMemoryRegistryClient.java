package io.tagstream.schemas.registry;

import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Speaks to an {@link InMemoryRegistry} of this JVM. Needs no closing and may be shared. */
public final class InMemoryRegistryClient implements SchemaRegistryClient {

  private final InMemoryRegistry registry;

  public InMemoryRegistryClient(InMemoryRegistry registry) {
    this.registry = registry;
  }

  @Override
  public int register(String subject, Schema schema, boolean normalize) {
    return registry.register(subject, schema.toString()).id();
  }

  @Override
  public int idOf(String subject, Schema schema, boolean normalize) {
    return registry.lookUp(subject, schema.toString(), false).id();
  }

  @Override
  public SubjectSchema latest(String subject) {
    RegisteredSchema latest = registry.version(subject, InMemoryRegistry.LATEST, false);
    return new SubjectSchema(latest.id(), latest.version(), latest.schema());
  }

  @Override
  public Schema byId(int id, @Nullable String subject) {
    return registry.byId(id).get(0).schema();
  }

  @Override
  public Schema byGuid(UUID guid) {
    return registry.byGuid(guid).get(0).schema();
  }

  @Override
  public void close() {}
}
