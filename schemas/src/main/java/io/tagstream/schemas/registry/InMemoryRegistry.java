package io.tagstream.schemas.registry;

import io.tagstream.schemas.registry.RegistryChange.CompatibilitySet;
import io.tagstream.schemas.registry.RegistryChange.SchemaRegistered;
import io.tagstream.schemas.registry.RegistryChange.VersionsDeleted;
import io.tagstream.schemas.registry.RegistryException.Reason;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry for Avro with the rules of Confluent's: subjects with numbered versions, one id
 * per schema text across all subjects, compatibility levels (BACKWARD unless set otherwise), soft
 * and permanent deletion. It stands behind {@code mock://scope} addresses and behind the embedded
 * registry. All methods may be called from any thread; refusals are {@link RegistryException}s with
 * Confluent's error codes.
 *
 * <p>Every change is handed to the journal before it takes effect, so a journal that fails leaves
 * the registry as it was.
 */
public final class InMemoryRegistry {

  /** Stands for the latest version wherever a version is asked for. */
  public static final int LATEST = -1;

  private static final ConcurrentHashMap<String, InMemoryRegistry> SCOPES =
      new ConcurrentHashMap<>();

  private final Consumer<RegistryChange> journal;
  private final RegistryState state = new RegistryState();

  /** An empty registry that remembers nothing beyond its own life. */
  public InMemoryRegistry() {
    this(change -> {});
  }

  /**
   * An empty registry that tells every change before it takes effect.
   *
   * @param journal called under the registry's lock, in the order of the changes
   */
  public InMemoryRegistry(Consumer<RegistryChange> journal) {
    this.journal = journal;
  }

  /**
   * The registry that all users of {@code mock://scope} in this JVM share; made when first used.
   */
  public static InMemoryRegistry shared(String scope) {
    return SCOPES.computeIfAbsent(scope, name -> new InMemoryRegistry());
  }

  /** Forgets a shared registry; clients made before keep the old one. */
  public static void drop(String scope) {
    SCOPES.remove(scope);
  }

  /** Adds a schema to a subject, or finds it there. A softly deleted one becomes a new version. */
  public synchronized RegisteredSchema register(String subject, String schemaText) {
    Schema schema = SchemaTexts.parseNew(schemaText);
    String text = schema.toString();
    Optional<RegisteredSchema> known = find(subject, text, false);
    if (known.isPresent()) {
      return known.get();
    }
    CompatibilityLevel level = levelOf(subject);
    List<String> problems = level.incompatibilities(schema, schemasOf(subject));
    if (!problems.isEmpty()) {
      throw new RegistryException(
          Reason.INCOMPATIBLE,
          409,
          409,
          ("Subject '%s' has compatibility %s and the new schema breaks it: %s. Make the change"
                  + " compatible (give new fields a default), or change the subject's level.")
              .formatted(subject, level, String.join("; ", problems)),
          null);
    }
    int version =
        1 + state.versions(subject, true).mapToInt(RegisteredSchema::version).max().orElse(0);
    int id = byText(text).map(RegisteredSchema::id).orElse(state.maxId() + 1);
    change(new SchemaRegistered(subject, version, id, text));
    return version(subject, version, false);
  }

  /** Finds a schema under a subject; {@code 40401} and {@code 40403} if it is not there. */
  public synchronized RegisteredSchema lookUp(
      String subject, String schemaText, boolean includeDeleted) {
    String text = SchemaTexts.parseNew(schemaText).toString();
    versionsOf(subject, includeDeleted);
    return find(subject, text, includeDeleted)
        .orElseThrow(
            () ->
                RegistryException.notFound(
                    40403,
                    ("Subject '%s' has no version with this schema. Register it, or set"
                            + " auto.register.schemas=true.")
                        .formatted(subject)));
  }

  /** Names of all subjects in alphabetical order. */
  public synchronized List<String> subjects(boolean includeDeleted) {
    return state.subjects(includeDeleted);
  }

  /** Version numbers of a subject, ascending; {@code 40401} if there is no such subject. */
  public synchronized List<Integer> versions(String subject, boolean includeDeleted) {
    return versionsOf(subject, includeDeleted).map(RegisteredSchema::version).toList();
  }

  /** One version of a subject, or the {@link #LATEST}; {@code 40401}, {@code 40402}. */
  public synchronized RegisteredSchema version(
      String subject, int version, boolean includeDeleted) {
    return versionsOf(subject, includeDeleted)
        .filter(entry -> version == LATEST || entry.version() == version)
        .reduce((first, second) -> second)
        .orElseThrow(
            () ->
                RegistryException.notFound(
                    40402,
                    "Subject '%s' has no version %d. It has the versions %s."
                        .formatted(subject, version, versions(subject, includeDeleted))));
  }

  /** Every version, deleted or not, that has the schema with this id; {@code 40403} if none. */
  public synchronized List<RegisteredSchema> byId(int id) {
    return everyVersion("id " + id, state.all().filter(entry -> entry.id() == id));
  }

  /** Every version, deleted or not, that has the schema with this GUID; {@code 40403} if none. */
  public synchronized List<RegisteredSchema> byGuid(UUID guid) {
    return everyVersion("GUID " + guid, state.all().filter(entry -> entry.guid().equals(guid)));
  }

  /** The highest id given so far, 0 if none. */
  public synchronized int maxId() {
    return state.maxId();
  }

  /**
   * Deletes a subject.
   *
   * @param permanent removes a subject that was deleted softly before
   * @return the version numbers deleted
   */
  public synchronized List<Integer> deleteSubject(String subject, boolean permanent) {
    List<Integer> versions = versions(subject, permanent);
    if (permanent && state.versions(subject, false).findAny().isPresent()) {
      throw RegistryException.notFound(
          40405,
          "Subject '%s' is not deleted softly yet. Delete it without permanent=true first."
              .formatted(subject));
    }
    change(new VersionsDeleted(subject, versions, permanent));
    return versions;
  }

  /** Deletes one version; {@code permanent} removes one that was deleted softly before. */
  public synchronized int deleteVersion(String subject, int version, boolean permanent) {
    RegisteredSchema entry = version(subject, version, permanent);
    if (permanent && !entry.deleted()) {
      throw RegistryException.notFound(
          40407,
          ("Version %d of subject '%s' is not deleted softly yet. Delete it without"
                  + " permanent=true first.")
              .formatted(entry.version(), subject));
    }
    change(new VersionsDeleted(subject, List.of(entry.version()), permanent));
    return entry.version();
  }

  /** The level of all subjects without their own. */
  public synchronized CompatibilityLevel compatibility() {
    return state.globalLevel();
  }

  /** The subject's own level, if one was set. */
  public synchronized Optional<CompatibilityLevel> compatibility(String subject) {
    return state.level(subject);
  }

  /** Sets the level of all subjects without their own. */
  public synchronized void setCompatibility(CompatibilityLevel level) {
    change(new CompatibilitySet(null, level));
  }

  /** Sets a subject's own level; null takes it away again. */
  public synchronized void setCompatibility(String subject, @Nullable CompatibilityLevel level) {
    change(new CompatibilitySet(subject, level));
  }

  /**
   * What keeps a schema from being added to a subject, checked against one version or, under a
   * transitive level, all of them.
   */
  public synchronized List<String> incompatibilities(
      String subject, int version, String schemaText) {
    Schema schema = SchemaTexts.parseNew(schemaText);
    RegisteredSchema against = version(subject, version, false);
    CompatibilityLevel level = levelOf(subject);
    return level.incompatibilities(
        schema, level.isTransitive() ? schemasOf(subject) : List.of(against.schema()));
  }

  /** Repeats a change of the past without telling the journal again. */
  public synchronized void replay(RegistryChange change) {
    state.apply(change);
  }

  private void change(RegistryChange change) {
    journal.accept(change);
    state.apply(change);
  }

  private CompatibilityLevel levelOf(String subject) {
    return state.level(subject).orElse(state.globalLevel());
  }

  private Stream<RegisteredSchema> versionsOf(String subject, boolean includeDeleted) {
    List<RegisteredSchema> versions = state.versions(subject, includeDeleted).toList();
    if (versions.isEmpty()) {
      throw RegistryException.notFound(
          40401, "There is no subject '%s'. Register a schema under it first.".formatted(subject));
    }
    return versions.stream();
  }

  private List<Schema> schemasOf(String subject) {
    return state.versions(subject, false).map(RegisteredSchema::schema).toList();
  }

  private Optional<RegisteredSchema> find(String subject, String text, boolean includeDeleted) {
    return state
        .versions(subject, includeDeleted)
        .filter(entry -> entry.schema().toString().equals(text))
        .reduce((first, second) -> second);
  }

  private Optional<RegisteredSchema> byText(String text) {
    return state.all().filter(entry -> entry.schema().toString().equals(text)).findFirst();
  }

  private static List<RegisteredSchema> everyVersion(
      String what, Stream<RegisteredSchema> entries) {
    List<RegisteredSchema> found = entries.toList();
    if (found.isEmpty()) {
      throw RegistryException.notFound(
          40403, "There is no schema with %s in this registry.".formatted(what));
    }
    return found;
  }
}
