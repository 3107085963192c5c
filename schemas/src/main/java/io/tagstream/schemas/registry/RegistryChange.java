package io.tagstream.schemas.registry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of an {@link InMemoryRegistry}. The sequence of all changes is its whole state: a
 * registry that applies the changes of another gives the same answers. Its JSON form (property
 * {@code change} names the kind) is what a durable registry writes.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RegistryChange.SchemaRegistered.class, name = "registered"),
  @JsonSubTypes.Type(value = RegistryChange.VersionsDeleted.class, name = "deleted"),
  @JsonSubTypes.Type(value = RegistryChange.CompatibilitySet.class, name = "compatibility")
})
public sealed interface RegistryChange {

  /** A subject got a version. The schema is the text of the parsed schema. */
  record SchemaRegistered(String subject, int version, int id, String schema)
      implements RegistryChange {}

  /** Versions of a subject were hidden, or removed if {@code permanent}. */
  record VersionsDeleted(String subject, List<Integer> versions, boolean permanent)
      implements RegistryChange {
    public VersionsDeleted {
      versions = List.copyOf(versions);
    }
  }

  /** The compatibility level of a subject, or of all without their own if the subject is null. */
  record CompatibilitySet(@Nullable String subject, @Nullable CompatibilityLevel level)
      implements RegistryChange {}
}
