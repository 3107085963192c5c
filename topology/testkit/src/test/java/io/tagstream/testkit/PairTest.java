package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.EncoderWork;
import io.tagstream.model.ModelId;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.TaggingConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

/** Events of two texts, the second one in an attribute. */
class PairTest {

  /** Says whether the second text repeats the first. */
  private static final class Repetitions implements Tagger {
    @Override
    public ModelId model() {
      return new ModelId("repetitions", "1", "0".repeat(64));
    }

    @Override
    public List<Tagging> tag(List<Text> texts) {
      return texts.stream().map(Repetitions::tagging).toList();
    }

    private static Tagging tagging(Text text) {
      String label =
          text.second() == null
              ? "single"
              : text.second().equals(text.content()) ? "same" : "other";
      SentenceClass said = new SentenceClass(label, 1, Map.of(label, 1f));
      return new Tagging(
          List.of(new ClassifiedSentence(0, text.content().length(), said)), List.of());
    }

    @Override
    public EncoderWork work() {
      return EncoderWork.NONE;
    }

    @Override
    public void close() {}
  }

  private static TaggingTestDriver driver() {
    return TaggingTestDriver.builder(new Repetitions())
        .set(TaggingConfig.INPUT_SECOND_ATTRIBUTE, "answer")
        .set(TaggingConfig.TEXT_MAX_CODE_POINTS, "10")
        .build();
  }

  private static void pipe(TaggingTestDriver driver, String text, Map<String, String> attributes) {
    driver.pipe("k", new TextEvent(text, false, null, attributes));
  }

  @Test
  void shouldGiveTheModelBothTexts() {
    try (TaggingTestDriver driver = driver()) {
      pipe(driver, "yes", Map.of("answer", "yes"));
      pipe(driver, "yes", Map.of("answer", "no"));
      pipe(driver, "yes", Map.of());

      assertThat(driver.taggedTexts())
          .extracting(text -> text.getSentences().get(0).getLabel())
          .containsExactly("same", "other", "single");
    }
  }

  @Test
  void shouldRefuseASecondTextThatIsTooLong() {
    try (TaggingTestDriver driver = driver()) {
      pipe(driver, "yes", Map.of("answer", "yes yes yes yes"));

      assertThat(driver.deadLetters())
          .singleElement()
          .extracting(DeadLetter::getReason)
          .isEqualTo(DeadLetterReason.TEXT_TOO_LONG);
    }
  }

  @Test
  void shouldRefusePairsInStreams() {
    Map<String, String> settings =
        Map.of(
            TaggingConfig.INPUT_SECOND_ATTRIBUTE, "answer", TaggingConfig.STREAM_MODE, "fragment");

    assertThatThrownBy(() -> new TaggingConfig(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("tagstream.stream.mode=none");
  }
}
