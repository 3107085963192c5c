package io.tagstream.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentTest {

  @Test
  void shouldCutWrappedTextIntoSentencesAndAtBlankLines() {
    Document document =
        Document.of(
            "# A title\r\n\r\nIt rained. Nobody\nwent \ud83d\ude00 out.\n \n\n\"Well,\" said he\n");

    assertThat(document.sentences())
        .containsExactly(
            "# A title", "It rained.", "Nobody went \ud83d\ude00 out.", "\"Well,\" said he");
  }

  @Test
  void shouldHaveNoSentencesWithoutText() {
    assertThat(Document.of(" \n\n ").sentences()).isEmpty();
  }
}
