package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.TaggingException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DictionaryTaggerTest {

  @Test
  void shouldCountCodePointsAndLeaveOutWhiteSpaceAround() {
    Tagging tagging = Travellers.tagger().tag(" 🚕 taxi? ");

    assertThat(tagging.spans()).containsExactly(new Span("vehicle", 3, 7, "taxi", 1f));
    assertThat(tagging.sentences())
        .containsExactly(
            new ClassifiedSentence(
                1,
                8,
                new SentenceClass(
                    "question", 1f, Map.of("question", 1f, "greeting", 0f, "statement", 0f))));
  }

  @Test
  void shouldTakeLeftmostThenLongestMatch() {
    DictionaryTagger tagger =
        DictionaryTagger.builder()
            .label("city", "New York|York")
            .label("state", "New York State")
            .label("word", "State of")
            .build();

    assertThat(tagger.tag("York and New York State of mind").spans())
        .extracting(Span::surface)
        .containsExactly("York", "New York State");
  }

  @Test
  void shouldSayNothingAboutBlankText() {
    assertThat(Travellers.tagger().tag(" \n")).isEqualTo(Travellers.tagger().tag(""));
    assertThat(Travellers.tagger().tag("").sentences()).isEmpty();
  }

  @Test
  void shouldGiveNoClassIfItKnowsNone() {
    Tagging tagging = DictionaryTagger.builder().build().tag("hello");

    assertThat(tagging.sentences()).containsExactly(new ClassifiedSentence(0, 5, null));
  }

  @Test
  void shouldFailWhereTold() {
    assertThatThrownBy(() -> Travellers.tagger().tag("unspeakable"))
        .isInstanceOf(TaggingException.class)
        .message()
        .doesNotContain("unspeakable");
  }

  @Test
  void shouldBeAnotherModelIfItKnowsOtherWords() {
    DictionaryTagger one = DictionaryTagger.builder().label("city", "Porto").build();
    DictionaryTagger same = DictionaryTagger.builder().label("city", "Porto").build();
    DictionaryTagger other = DictionaryTagger.builder().label("city", "Faro").build();

    assertThat(one.model()).isEqualTo(same.model()).isNotEqualTo(other.model());
    assertThat(one.model().digest()).matches("[0-9a-f]{64}");
  }
}
