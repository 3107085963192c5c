package io.tagstream.schemas.registry;

import io.tagstream.schemas.registry.RegistryChange.CompatibilitySet;
import io.tagstream.schemas.registry.RegistryChange.SchemaRegistered;
import io.tagstream.schemas.registry.RegistryChange.VersionsDeleted;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all changes of a registry so far add up to. It knows no rules: whatever is applied happens.
 * Owned and locked by its {@link InMemoryRegistry}.
 */
final class RegistryState {

  private final TreeMap<String, TreeMap<Integer, RegisteredSchema>> subjects = new TreeMap<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();
  private CompatibilityLevel globalLevel = CompatibilityLevel.BACKWARD;
  private int maxId;

  void apply(RegistryChange change) {
    if (change instanceof SchemaRegistered registered) {
      add(registered);
    } else if (change instanceof VersionsDeleted deleted) {
      delete(deleted);
    } else if (change instanceof CompatibilitySet set) {
      setLevel(set.subject(), set.level());
    }
  }

  /** Names of the subjects that have a version, in alphabetical order. */
  List<String> subjects(boolean includeDeleted) {
    return subjects.keySet().stream()
        .filter(subject -> versions(subject, includeDeleted).findAny().isPresent())
        .toList();
  }

  /** Versions of a subject, ascending; none if there is no such subject. */
  Stream<RegisteredSchema> versions(String subject, boolean includeDeleted) {
    TreeMap<Integer, RegisteredSchema> versions = subjects.get(subject);
    return versions == null
        ? Stream.empty()
        : versions.values().stream().filter(entry -> includeDeleted || !entry.deleted());
  }

  /** Versions of all subjects, deleted ones too. */
  Stream<RegisteredSchema> all() {
    return subjects.values().stream().flatMap(versions -> versions.values().stream());
  }

  CompatibilityLevel globalLevel() {
    return globalLevel;
  }

  Optional<CompatibilityLevel> level(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  /** The highest id ever given. */
  int maxId() {
    return maxId;
  }

  private void add(SchemaRegistered registered) {
    maxId = Math.max(maxId, registered.id());
    subjects
        .computeIfAbsent(registered.subject(), name -> new TreeMap<>())
        .put(
            registered.version(),
            new RegisteredSchema(
                registered.subject(),
                registered.version(),
                registered.id(),
                UUID.nameUUIDFromBytes(registered.schema().getBytes(StandardCharsets.UTF_8)),
                SchemaTexts.parse(registered.schema()),
                false));
  }

  private void delete(VersionsDeleted deleted) {
    TreeMap<Integer, RegisteredSchema> versions = subjects.get(deleted.subject());
    if (versions == null) {
      return;
    }
    for (Integer version : deleted.versions()) {
      versions.computeIfPresent(
          version, (number, entry) -> deleted.permanent() ? null : entry.asDeleted());
    }
    if (versions.isEmpty()) {
      subjects.remove(deleted.subject());
    }
  }

  private void setLevel(@Nullable String subject, @Nullable CompatibilityLevel level) {
    if (subject == null) {
      globalLevel = level == null ? CompatibilityLevel.BACKWARD : level;
    } else if (level == null) {
      levels.remove(subject);
    } else {
      levels.put(subject, level);
    }
  }
}
