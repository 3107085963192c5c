package io.tagstream.bundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.data.DataOptions;
import io.tagstream.model.data.LabelledData;
import io.tagstream.model.data.LabelledTexts;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.Evaluator;
import io.tagstream.model.evaluation.TextEvaluator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures the shipped assistant again, on labelled sentences that are not part of this repository:
 * {@code mvn -Pendurance -Dtagstream.test.data=FILE}, with the absolute path of a file of JSON
 * lines with texts: {@code validate.jsonl.gz} of SNIPS.
 */
@Tag("endurance")
class ShippedBundleScoresTest {
  private static final String DATA = "tagstream.test.data";

  @Test
  void shouldReachWhatIsAskedOfTheAssistant() throws IOException {
    Path file = data();
    EvaluationReport ofTokens;
    EvaluationReport ofTexts;
    try (BundleTagger assistant = Bundles.open("assistant").tagger()) {
      ofTokens = new Evaluator(assistant).evaluate(LabelledData.read(file).sentences());
      ofTexts =
          new TextEvaluator(assistant, true, true)
              .evaluate(LabelledTexts.read(file, DataOptions.RECOGNISED).texts());
    }

    assertThat(slotF1(ofTokens))
        .as("slot F1 of %d sentences", ofTokens.sentences())
        .isGreaterThanOrEqualTo(95);
    assertThat(slotF1(ofTexts))
        .as("slot F1 of texts cut into %d sentences by the tagger", ofTexts.sentences())
        .isGreaterThanOrEqualTo(slotF1(ofTokens) - 0.5);
    assertThat(Objects.requireNonNull(ofTokens.classes(), "data without classes").accuracy())
        .as("class accuracy of %d sentences", ofTokens.sentences())
        .isGreaterThanOrEqualTo(98.3);
  }

  private static double slotF1(EvaluationReport report) {
    return Objects.requireNonNull(report.spans(), "data without tags").f1();
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
