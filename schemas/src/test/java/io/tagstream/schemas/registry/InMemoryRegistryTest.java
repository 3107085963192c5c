package io.tagstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagstream.schemas.registry.RegistryException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InMemoryRegistryTest {

  private static final String NOTE = record("Note", field("text", "string"));
  private static final String NOTE_WITH_OPTIONAL =
      record("Note", field("text", "string"), optional("author"));
  private static final String NOTE_WITH_REQUIRED =
      record("Note", field("text", "string"), field("author", "string"));
  private static final String NOTE_WITHOUT_TEXT = record("Note", optional("author"));

  private final InMemoryRegistry registry = new InMemoryRegistry();

  private static String record(String name, String... fields) {
    return "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[%s]}"
        .formatted(name, String.join(",", fields));
  }

  private static String field(String name, String type) {
    return "{\"name\":\"%s\",\"type\":\"%s\"}".formatted(name, type);
  }

  private static String optional(String name) {
    return "{\"name\":\"%s\",\"type\":\"string\",\"default\":\"\"}".formatted(name);
  }

  private static RegistryException failureOf(Runnable call) {
    return catchThrowableOfType(RegistryException.class, call::run);
  }

  @Test
  void shouldGiveOneIdToOneSchemaUnderAllSubjects() {
    RegisteredSchema first = registry.register("a", NOTE);
    RegisteredSchema second = registry.register("b", NOTE.replace(",", " ,\n"));

    assertThat(first.id()).isEqualTo(1);
    assertThat(second.id()).isEqualTo(1);
    assertThat(second.guid()).isEqualTo(first.guid());
    assertThat(registry.byId(1))
        .extracting(RegisteredSchema::subject)
        .containsExactlyInAnyOrder("a", "b");
    assertThat(registry.byGuid(first.guid())).hasSize(2);
    assertThat(registry.register("a", NOTE_WITH_OPTIONAL).id()).isEqualTo(2);
  }

  @Test
  void shouldFindARegisteredSchemaInsteadOfAddingAVersion() {
    registry.register("a", NOTE);
    assertThat(registry.register("a", NOTE).version()).isEqualTo(1);
    assertThat(registry.versions("a", false)).containsExactly(1);
    assertThat(registry.lookUp("a", NOTE, false).id()).isEqualTo(1);
  }

  @Test
  void shouldDeriveGuidsFromTheSchemaAlone() {
    UUID here = registry.register("a", NOTE).guid();
    UUID elsewhere = new InMemoryRegistry().register("b", NOTE).guid();
    assertThat(here).isEqualTo(elsewhere);
  }

  @ParameterizedTest
  @CsvSource({
    // level, optional field added, required field added, field without default removed
    "NONE, true, true, true",
    "BACKWARD, true, false, true",
    "BACKWARD_TRANSITIVE, true, false, true",
    "FORWARD, true, true, false",
    "FORWARD_TRANSITIVE, true, true, false",
    "FULL, true, false, false",
    "FULL_TRANSITIVE, true, false, false"
  })
  void shouldKeepTheCompatibilityLevelOfASubject(
      CompatibilityLevel level, boolean optional, boolean required, boolean removed) {
    registry.setCompatibility("a", level);
    registry.register("a", NOTE);

    assertThat(isAccepted(NOTE_WITH_OPTIONAL)).isEqualTo(optional);
    assertThat(isAccepted(NOTE_WITH_REQUIRED)).isEqualTo(required);
    assertThat(isAccepted(NOTE_WITHOUT_TEXT)).isEqualTo(removed);
  }

  private boolean isAccepted(String schema) {
    InMemoryRegistry copy = new InMemoryRegistry();
    copy.setCompatibility("a", registry.compatibility("a").orElseThrow());
    copy.register("a", NOTE);
    boolean announced = copy.incompatibilities("a", InMemoryRegistry.LATEST, schema).isEmpty();
    RegistryException failure = failureOf(() -> copy.register("a", schema));
    assertThat(failure == null).isEqualTo(announced);
    if (failure != null) {
      assertThat(failure.reason()).isEqualTo(Reason.INCOMPATIBLE);
      assertThat(failure.errorCode()).isEqualTo(409);
    }
    return announced;
  }

  @Test
  void shouldCheckOnlyTransitiveLevelsAgainstAllVersions() {
    String renamed = record("Note", field("text", "string"), optional("writer"));
    String integer = record("Note", "{\"name\":\"author\",\"type\":\"int\",\"default\":0}");
    registry.register("a", NOTE_WITH_OPTIONAL);
    registry.register("a", renamed);

    assertThat(registry.incompatibilities("a", InMemoryRegistry.LATEST, integer)).isEmpty();
    registry.setCompatibility("a", CompatibilityLevel.BACKWARD_TRANSITIVE);
    assertThat(registry.incompatibilities("a", InMemoryRegistry.LATEST, integer)).isNotEmpty();
  }

  @Test
  void shouldSayWhatIsIncompatible() {
    registry.register("notes-value", NOTE);
    assertThatThrownBy(() -> registry.register("notes-value", NOTE_WITH_REQUIRED))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("notes-value")
        .hasMessageContaining("BACKWARD")
        .hasMessageContaining("author")
        .hasMessageContaining("default");
  }

  @Test
  void shouldHideSoftlyDeletedVersionsButResolveTheirIds() {
    registry.register("a", NOTE);
    registry.register("a", NOTE_WITH_OPTIONAL);
    assertThat(registry.deleteVersion("a", InMemoryRegistry.LATEST, false)).isEqualTo(2);

    assertThat(registry.versions("a", false)).containsExactly(1);
    assertThat(registry.versions("a", true)).containsExactly(1, 2);
    assertThat(registry.version("a", InMemoryRegistry.LATEST, false).id()).isEqualTo(1);
    assertThat(registry.byId(2).get(0).deleted()).isTrue();
    assertThat(failureOf(() -> registry.lookUp("a", NOTE_WITH_OPTIONAL, false)).errorCode())
        .isEqualTo(40403);

    RegisteredSchema again = registry.register("a", NOTE_WITH_OPTIONAL);
    assertThat(again.version()).isEqualTo(3);
    assertThat(again.id()).isEqualTo(2);
  }

  @Test
  void shouldDeletePermanentlyOnlyWhatIsDeletedSoftly() {
    registry.register("a", NOTE);
    assertThat(failureOf(() -> registry.deleteSubject("a", true)).errorCode()).isEqualTo(40405);
    assertThat(failureOf(() -> registry.deleteVersion("a", 1, true)).errorCode()).isEqualTo(40407);

    assertThat(registry.deleteSubject("a", false)).containsExactly(1);
    assertThat(registry.subjects(false)).isEmpty();
    assertThat(registry.subjects(true)).containsExactly("a");
    assertThat(registry.deleteSubject("a", true)).containsExactly(1);
    assertThat(registry.subjects(true)).isEmpty();
    assertThat(failureOf(() -> registry.byId(1)).errorCode()).isEqualTo(40403);
    assertThat(registry.register("a", NOTE).id()).as("an id is never given twice").isEqualTo(2);
  }

  @Test
  void shouldAnswerWithTheCodesOfTheProtocol() {
    registry.register("a", NOTE);
    assertThat(failureOf(() -> registry.versions("b", false)).errorCode()).isEqualTo(40401);
    assertThat(failureOf(() -> registry.version("a", 7, false)).errorCode()).isEqualTo(40402);
    assertThat(failureOf(() -> registry.byId(99)).errorCode()).isEqualTo(40403);
    assertThat(failureOf(() -> registry.byGuid(new UUID(1, 2))).errorCode()).isEqualTo(40403);
    RegistryException invalid = failureOf(() -> registry.register("a", "{\"type\":\"recrd\"}"));
    assertThat(invalid.errorCode()).isEqualTo(42201);
    assertThat(invalid.reason()).isEqualTo(Reason.INVALID);
    String badDefault =
        record("Bad", "{\"name\":\"n\",\"type\":\"int\",\"default\":\"no number\"}");
    assertThat(failureOf(() -> registry.register("a", badDefault)).errorCode()).isEqualTo(42201);
  }

  @Test
  void shouldBeRebuiltFromItsChanges() {
    List<RegistryChange> changes = new ArrayList<>();
    InMemoryRegistry original = new InMemoryRegistry(changes::add);
    original.register("a", NOTE);
    original.register("a", NOTE_WITH_OPTIONAL);
    original.deleteVersion("a", 1, false);
    original.deleteVersion("a", 1, true);
    original.setCompatibility(CompatibilityLevel.FULL);
    original.setCompatibility("a", CompatibilityLevel.NONE);

    InMemoryRegistry rebuilt = new InMemoryRegistry();
    changes.forEach(rebuilt::replay);

    assertThat(rebuilt.versions("a", true)).isEqualTo(original.versions("a", true));
    assertThat(rebuilt.byId(2)).isEqualTo(original.byId(2));
    assertThat(rebuilt.compatibility()).isEqualTo(CompatibilityLevel.FULL);
    assertThat(rebuilt.compatibility("a")).contains(CompatibilityLevel.NONE);
    assertThat(rebuilt.register("c", NOTE).id()).isEqualTo(3);
  }

  @Test
  void shouldStayAsItWasIfTheJournalFails() {
    InMemoryRegistry unwritable =
        new InMemoryRegistry(
            change -> {
              throw new IllegalStateException("disk full");
            });
    assertThatThrownBy(() -> unwritable.register("a", NOTE)).hasMessage("disk full");
    assertThat(unwritable.subjects(true)).isEmpty();
  }

  @Test
  void shouldShareARegistryPerScopeUntilItIsDropped() {
    InMemoryRegistry shared = InMemoryRegistry.shared("registry-test");
    shared.register("a", NOTE);
    assertThat(InMemoryRegistry.shared("registry-test")).isSameAs(shared);
    assertThat(InMemoryRegistry.shared("other-test")).isNotSameAs(shared);

    InMemoryRegistry.drop("registry-test");
    InMemoryRegistry.drop("other-test");
    assertThat(InMemoryRegistry.shared("registry-test").subjects(true)).isEmpty();
    InMemoryRegistry.drop("registry-test");
  }
}
