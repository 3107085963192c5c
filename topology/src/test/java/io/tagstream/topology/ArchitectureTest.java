package io.tagstream.topology;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which room may look into which. */
@AnalyzeClasses(packages = "io.tagstream.topology", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule shouldLookOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("front")
          .definedBy("io.tagstream.topology")
          .layer("process")
          .definedBy("..topology.process")
          .layer("control")
          .definedBy("..topology.control")
          .layer("speculation")
          .definedBy("..topology.speculation")
          .layer("tagging")
          .definedBy("..topology.tagging")
          .layer("metrics")
          .definedBy("..topology.metrics")
          .layer("read")
          .definedBy("..topology.read")
          .layer("deadletter")
          .definedBy("..topology.deadletter")
          .layer("time")
          .definedBy("..topology.time")
          .layer("write")
          .definedBy("..topology.write")
          .layer("state")
          .definedBy("..topology.state")
          .layer("fold")
          .definedBy("..topology.fold")
          .layer("config")
          .definedBy("..topology.config")
          .whereLayer("front")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("control")
          .mayOnlyBeAccessedByLayers("front")
          .whereLayer("process")
          .mayOnlyBeAccessedByLayers("front")
          .whereLayer("speculation")
          .mayOnlyBeAccessedByLayers("front", "process")
          .whereLayer("tagging")
          .mayOnlyBeAccessedByLayers("process", "speculation", "control")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("process", "speculation")
          .whereLayer("read")
          .mayOnlyBeAccessedByLayers("tagging", "control")
          .whereLayer("deadletter")
          .mayOnlyBeAccessedByLayers("process", "tagging", "read", "control")
          .whereLayer("time")
          .mayOnlyBeAccessedByLayers("process", "speculation", "front")
          .whereLayer("write")
          .mayOnlyBeAccessedByLayers("process", "deadletter")
          .whereLayer("state")
          .mayOnlyBeAccessedByLayers("process", "speculation", "tagging")
          .whereLayer("fold")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers(
              "front", "process", "control", "speculation", "tagging", "read", "state", "fold");

  @ArchTest
  static final ArchRule shouldUsePublicPartsOfKafkaOnly =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..internals..", "org.apache.kafka..internal..");

  @ArchTest
  static final ArchRule shouldMapToModelAndSchemasOnlyWhereTheyMeet =
      noClasses()
          .that()
          .resideInAnyPackage("..topology.config", "..topology.time", "..topology.write")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.tagstream.model..")
                  .and(resideOutsideOfPackage("io.tagstream.model.command")));
}
