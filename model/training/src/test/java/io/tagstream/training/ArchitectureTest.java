package io.tagstream.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which room may look into which. */
@AnalyzeClasses(packages = "io.tagstream.training", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule shouldLookOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("front")
          .definedBy("io.tagstream.training")
          .layer("augmentation")
          .definedBy("..training.augmentation")
          .layer("data")
          .definedBy("..training.data")
          .layer("checkpoint")
          .definedBy("..training.checkpoint")
          .layer("config")
          .definedBy("..training.config")
          .layer("network")
          .definedBy("..training.network")
          .layer("onnx")
          .definedBy("..training.onnx")
          .layer("pretraining")
          .definedBy("..training.pretraining")
          .layer("report")
          .definedBy("..training.report")
          .layer("transformer")
          .definedBy("..training.transformer")
          .layer("weights")
          .definedBy("..training.transformer.weights")
          .layer("source")
          .definedBy("..training.transformer.source")
          .layer("vectors")
          .definedBy("..training.vectors")
          .whereLayer("front")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("checkpoint")
          .mayOnlyBeAccessedByLayers("front")
          .whereLayer("augmentation")
          .mayOnlyBeAccessedByLayers("front")
          .whereLayer("data")
          .mayOnlyBeAccessedByLayers("front", "augmentation")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("front", "augmentation", "data", "vectors")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("front", "checkpoint")
          .whereLayer("vectors")
          .mayOnlyBeAccessedByLayers("front")
          .whereLayer("network")
          .mayOnlyBeAccessedByLayers("front", "checkpoint", "data", "config", "transformer")
          .whereLayer("pretraining")
          .mayOnlyBeAccessedByLayers("front")
          .whereLayer("transformer")
          .mayOnlyBeAccessedByLayers(
              "front", "checkpoint", "config", "network", "pretraining", "report")
          .whereLayer("weights")
          .mayOnlyBeAccessedByLayers(
              "front", "config", "network", "onnx", "pretraining", "source", "transformer")
          .whereLayer("onnx")
          .mayOnlyBeAccessedByLayers(
              "front", "config", "network", "source", "transformer", "vectors");

  @ArchTest
  static final ArchRule shouldKnowNoStreamsAndNoSchemas =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "org.apache.avro..",
              "io.tagstream.schemas..",
              "io.tagstream.topology..");

  @ArchTest
  static final ArchRule shouldUseLibtorchInOneRoom =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..training.augmentation",
              "..training.checkpoint",
              "..training.config",
              "..training.data",
              "..training.onnx",
              "..training.pretraining",
              "..training.report",
              "..training.transformer.source",
              "..training.transformer.weights",
              "..training.vectors")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule shouldWriteGraphsInOneRoom =
      noClasses()
          .that()
          .resideOutsideOfPackage("..training.onnx")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnx..", "com.google.protobuf..");
}
