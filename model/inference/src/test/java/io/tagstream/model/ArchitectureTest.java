package io.tagstream.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the packages of the model may know of each other and of the rest. */
@AnalyzeClasses(packages = "io.tagstream.model", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule shouldHaveNoCycles =
      slices().matching("io.tagstream.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule shouldKnowNoStreamsNoSchemasAndNoCommandLine =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "org.apache.avro..",
              "picocli..",
              "io.tagstream.schemas..",
              "io.tagstream.topology..",
              "io.tagstream.app..");

  @ArchTest
  static final ArchRule shouldUseNativeCodeInEncodersAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages("..model.onnx", "..model.recurrent", "..model.transformer")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..", "ai.djl..");
}
