package io.tagstream.bundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.data.LabelledData;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.Evaluator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures the shipped assistant again, on labelled sentences that are not part of this repository:
 * {@code mvn -Pendurance -Dtagstream.test.data=FILE}, with the absolute path of a file of JSON
 * lines.
 */
@Tag("endurance")
class ShippedBundleScoresTest {
  private static final String DATA = "tagstream.test.data";

  @Test
  void shouldReachWhatIsAskedOfTheAssistant() throws IOException {
    EvaluationReport report;
    try (BundleTagger assistant = Bundles.open("assistant").tagger()) {
      report = new Evaluator(assistant).evaluate(LabelledData.read(data()).sentences());
    }

    assertThat(Objects.requireNonNull(report.spans(), "data without tags").f1())
        .as("slot F1 of %d sentences", report.sentences())
        .isGreaterThanOrEqualTo(90);
    assertThat(Objects.requireNonNull(report.classes(), "data without classes").accuracy())
        .as("class accuracy of %d sentences", report.sentences())
        .isGreaterThanOrEqualTo(97);
  }

  private static Path data() {
    String file = System.getProperty(DATA);
    if (file == null) {
      String reason = "no labelled sentences to score by: give them with -D" + DATA + "=FILE";
      System.out.println("ShippedBundleScoresTest skipped: " + reason);
      return abort(reason);
    }
    return Path.of(file);
  }
}
