package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.evaluation.ClassScores;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.PrecisionRecall;
import io.tagstream.model.evaluation.SpanScores;
import io.tagstream.training.config.TrainConfigException;
import io.tagstream.training.report.PartScores;
import io.tagstream.training.report.StreamScores;
import io.tagstream.training.report.TrainingHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCardTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldFillInThePlaces() throws IOException {
    ModelCard card = card("# {{name}}\n{{dev.slotF1}} % for $5 {not a place}");

    assertThat(card.put("name", "mine").putPercent("dev.slotF1", 93.456).fill())
        .isEqualTo("# mine\n93.5 % for $5 {not a place}");
  }

  @ParameterizedTest
  @CsvSource({
    "nmae, name",
    "data_name, data.name",
    "' name ', name",
    "test.btx.slotF1, test.btc.slotF1"
  })
  void shouldRefuseAPlaceOfAnUnknownNameBeforeAnythingIsTrained(String wrong, String nearest) {
    assertThatThrownBy(() -> card("{{" + wrong + "}}"))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContainingAll("found '{{" + wrong + "}}'", "did you mean {{" + nearest + "}}");
  }

  @Test
  void shouldRefuseATemplateThatIsNotUtf8() throws IOException {
    Path file = Files.write(directory.resolve("card.md"), new byte[] {'M', (byte) 0xFC, 'l'});

    assertThatThrownBy(() -> ModelCard.from(file, List.of()))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContainingAll("bundle.card: ", "card.md: expected text in UTF-8");
  }

  @Test
  void shouldTellTheScoresOfEachDataSetAndWhatTheyDoNotCount() throws IOException {
    EvaluationReport report =
        new EvaluationReport(7, 9, null, new ClassScores(50, 7, new TreeMap<>()));
    PartScores btc =
        new PartScores("dev", "btc", new TreeSet<>(List.of("WORK")), report, report, null);

    assertThat(card("{{scores.table}}").putScores(List.of(btc)).fill())
        .contains("\n| dev, btc (not counted: WORK) | 7 | – | 50.0 |\n");
  }

  @Test
  void shouldTellWhatACarriedStateIsWorth() throws IOException {
    PartScores test =
        new PartScores(
            "test",
            "",
            new TreeSet<>(),
            classes(90, 8),
            classes(80, 8),
            new StreamScores(classes(70, 8), classes(60, 5), classes(50, 5)));
    ModelCard card =
        card(
            "{{test.alone.classAccuracy}} {{test.unseen.classAccuracy}}"
                + " {{test.unseen.alone.classAccuracy}} {{test.unseen.sentences}}\n{{scores.table}}");
    test.figures().forEach(card::putPercent);

    assertThat(card.put("test.unseen.sentences", 5).putScores(List.of(test)).fill())
        .startsWith("70.0 60.0 50.0 5\n")
        .contains(
            "\n| test, without carried state | 8 | – | 70.0 |"
                + "\n| test, unseen | 5 | – | 60.0 |"
                + "\n| test, unseen, without carried state | 5 | – | 50.0 |");
    assertThat(test.rounded())
        .containsEntry("test.classAccuracy", 90.0)
        .containsEntry("test.alone.classAccuracy", 70.0);
  }

  private static EvaluationReport classes(double accuracy, int sentences) {
    return new EvaluationReport(
        sentences, sentences, null, new ClassScores(accuracy, sentences, new TreeMap<>()));
  }

  @Test
  void shouldLeaveOpenWhatThisTrainingDidNotMeasure() throws IOException {
    ModelCard card = card("test {{test.slotF1}}, dev {{dev.slotF1}}");

    assertThat(card.putPercent("dev.slotF1", 93.456).fill()).isEqualTo("test –, dev 93.5");
  }

  @Test
  void shouldTellHowItLearnedButNotHowLongItTook() throws IOException {
    TrainingHistory history =
        new TrainingHistory(
            List.of(
                new TrainingHistory.Epoch(1, 3.25, 1e-3, 17.5, 80.04, null, true),
                new TrainingHistory.Epoch(2, 1.5, 1e-3, 17.5, 79.0, null, false)));

    assertThat(card("{{curve}}").putCurve(history).fill().lines())
        .containsExactly(
            "| epoch | loss | slot F1 | class accuracy |",
            "|---|---|---|---|",
            "| 1, the best | 3.250 | 80.0 | – |",
            "| 2 | 1.500 | 79.0 | – |");
  }

  @Test
  void shouldShowLabelsAsTheyAreWhateverIsInThem() throws IOException {
    SortedMap<String, PrecisionRecall> byLabel = new TreeMap<>();
    byLabel.put("a|b<i>", new PrecisionRecall(100, 100, 100, 1, 1, 1));
    EvaluationReport report =
        new EvaluationReport(1, 1, new SpanScores(100, 100, 100, null, 1, byLabel), null);

    assertThat(card("{{dev.byLabel}}").putTable("dev.byLabel", report).fill())
        .endsWith("\n| a&#124;b&#60;i&#62; | 100.0 | 100.0 | 100.0 | 1 |");
    assertThat(Markdown.code(List.of("date", "a|b<i>", "R&D")))
        .isEqualTo("`date`, <code>a&#124;b&#60;i&#62;</code>, `R&D`");
  }

  private ModelCard card(String template) throws IOException {
    return ModelCard.from(
        Files.writeString(directory.resolve("card.md"), template), List.of("btc"));
  }
}
