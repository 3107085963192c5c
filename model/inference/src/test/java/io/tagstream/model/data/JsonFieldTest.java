package io.tagstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFieldTest {
  private final DataFolder folder;

  JsonFieldTest(@TempDir Path folder) {
    this.folder = new DataFolder(folder);
  }

  @Test
  void shouldSayWhichFieldsAreNotReadUnderTheirName() throws IOException {
    String lines =
        """
        {'text':'to Oslo','span':[{}],'class':'x'}
        {'text':'to Oslo','spans':[],'span':[{}],'intent':'x'}
        {'tokens':['a'],'ner_tags':['O'],'Class':'x'}
        {'tokens':['a'],'tags':['O'],'span':[{}],'intent':null}
        {'tokens':['a'],'tags':null,'tag':['O'],'id':1,'source':'tag'}
        {'text':'to Oslo','span':[{}],'class':'x'}
        """;

    LabelledData data = LabelledData.read(folder.write("data.jsonl", lines.replace('\'', '"')));

    assertThat(data.sentences()).hasSize(6);
    assertThat(DataNotice.summary(data.notices()))
        .containsExactly(
            said("1 lines have 'Class', which is not read; 'class' is (line 3)"),
            said("1 lines have 'intent', which is not read; 'class' is (line 2)"),
            said("1 lines have 'ner_tags', which is not read; 'tags' is (line 3)"),
            said("2 lines have 'span', which is not read; 'spans' is (lines 1, 6)"),
            said("1 lines have 'tag', which is not read; 'tags' is (line 5)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "{'text':'a','labels':'play'} ; 'labels' ; 'class'",
        "{'text':'a','label':'play'} ; 'label' ; 'class'",
        "{'text':'a','labels':['play']} ; 'labels' ; 'class'",
        "{'tokens':['a'],'tag':'play'} ; 'tag' ; 'class'",
        "{'tokens':['a'],'labels':['O']} ; 'labels' ; 'tags'",
        "{'tokens':['a'],'label':[0]} ; 'label' ; 'tags'",
        "{'text':'a','label':[[0,1,'PER']]} ; 'label' ; 'spans'",
        "{'text':'a','tokens':['a'],'labels':[{'start':0}]} ; 'labels' ; 'spans'",
      })
  void shouldTellByItsValueWhatALabelIs(String line, String found, String meant)
      throws IOException {
    LabelledData data = LabelledData.read(folder.write("data.jsonl", line.replace('\'', '"')));

    assertThat(DataNotice.summary(data.notices()))
        .containsExactly(
            said("1 lines have %s, which is not read; %s is (line 1)".formatted(found, meant)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "{'text':'a','class':'x','labels':[]}",
        "{'text':'a','class':'x','entities':[]}",
        "{'text':'a','class':'x','label':'y'}",
        "{'text':'a','spans':[],'labels':[[0,1,'PER']]}",
        "{'text':'a','label':null}",
      })
  void shouldPassOverWhatIsEmptyOrThereAlready(String line) throws IOException {
    Path file = folder.write("data.jsonl", line.replace('\'', '"'));

    assertThat(LabelledData.read(file).notices()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'words':['a'],'tags':[]} | neither but 'words', which is not read; 'tokens' is; rename it",
        "{'intent':'x','query':'a'} | neither but 'query', which is not read; 'text' is; rename it",
        "{'intent':'x'} | neither",
      })
  void shouldNameTheFieldThatMayBeTheTextOrTheTokens(String line, String found) throws IOException {
    Path file = folder.write("data.jsonl", line.replace('\'', '"'));

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageEndingWith("expected a list of tokens, or a text, found " + found);
  }

  private String said(String notice) {
    return folder.path().resolve("data.jsonl") + ": " + notice;
  }
}
