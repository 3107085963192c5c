package io.tagstream.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tagstream.model.Tagging;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;

/** The rules of the house that a compiler does not know; docs/architecture.md gives the reasons. */
@AnalyzeClasses(packages = "io.tagstream", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule importsGoOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("schemas")
          .definedBy("io.tagstream.schemas..")
          .layer("model")
          .definedBy("io.tagstream.model..")
          .layer("topology")
          .definedBy("io.tagstream.topology..")
          .layer("testkit")
          .definedBy("io.tagstream.testkit..")
          .layer("app")
          .definedBy("io.tagstream.app..")
          .layer("local")
          .definedBy("io.tagstream.local..")
          .whereLayer("schemas")
          .mayNotAccessAnyLayer()
          .whereLayer("model")
          .mayNotAccessAnyLayer()
          .whereLayer("topology")
          .mayOnlyAccessLayers("schemas", "model")
          .whereLayer("testkit")
          .mayOnlyAccessLayers("schemas", "model", "topology")
          .whereLayer("app")
          .mayOnlyAccessLayers("schemas", "model", "topology")
          .whereLayer("local")
          .mayOnlyAccessLayers("schemas", "model", "topology", "app");

  @ArchTest
  static final ArchRule modelKnowsNeitherKafkaNorAvro =
      noClasses()
          .that()
          .resideInAPackage("io.tagstream.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..");

  @ArchTest
  static final ArchRule onlyTheTopologyMapsAvroToModel =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.tagstream.topology..", "io.tagstream.testkit..")
          .and(useAvroRecords())
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Tagging.class);

  @ArchTest
  static final ArchRule onlyTheEmbeddedBrokerUsesInternalsOfKafka =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tagstream.local.broker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..internals..",
              "org.apache.kafka.server..",
              "org.apache.kafka.metadata..",
              "kafka..");

  /** All but the package of the classes that Avro generates, which say nothing about null. */
  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .that()
          .resideOutsideOfPackage("io.tagstream.schemas")
          .should(liveInANullMarkedPackage());

  private static DescribedPredicate<JavaClass> useAvroRecords() {
    return DescribedPredicate.describe(
        "use Avro records",
        type ->
            type.getDirectDependenciesFromSelf().stream()
                .anyMatch(each -> each.getTargetClass().isAssignableTo(SpecificRecord.class)));
  }

  private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return new ArchCondition<>("live in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getName() + " is in " + type.getPackageName()));
      }
    };
  }
}
