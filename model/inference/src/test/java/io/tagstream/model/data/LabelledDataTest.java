package io.tagstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.data.DataNotice.Kind;
import io.tagstream.model.data.DataOptions.TokenSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledDataTest {
  private static final String SENTENCE =
      "{\"id\":\"a\",\"text\":\"Play Ásgeir.\",\"tokens\":[\"Play\",\"Ásgeir\",\".\"],"
          + "\"tags\":[\"O\",\"B-artist\",\"O\"],\"class\":\"play\",\"key\":\"unused\"}\n";
  private static final DataOptions FROM_TEXT = new DataOptions(null, null, TokenSource.TEXT, 512);

  private final DataFolder folder;

  LabelledDataTest(@TempDir Path folder) {
    this.folder = new DataFolder(folder);
  }

  @Test
  void shouldReadTokens() throws IOException {
    assertThat(read("data.jsonl", SENTENCE + "\n{\"tokens\":[\"Hi\"]}\n").sentences())
        .containsExactly(
            new LabelledSentence(
                "a",
                "Play Ásgeir.",
                List.of("Play", "Ásgeir", "."),
                List.of("O", "B-artist", "O"),
                "play"),
            new LabelledSentence("data.jsonl:3", null, List.of("Hi"), List.of(), null));
  }

  @Test
  void shouldTakeANumberForAnId() throws IOException {
    assertThat(read("data.jsonl", "{\"id\":7,\"tokens\":[\"a\"]}").sentences())
        .extracting(LabelledSentence::id)
        .containsExactly("7");
  }

  @Test
  void shouldCutTokensOutOfTheTextAsProductionDoes() throws IOException {
    String line =
        "{'id':'a','text':'Hi! I’m in São Paulo 👍🏽.','class':'c',"
            + "'spans':[{'begin':11,'end':20,'label':'city'}]}";

    LabelledData data = read("data.jsonl", line.replace('\'', '"'));

    assertThat(data.sentences())
        .containsExactly(
            new LabelledSentence("a/1", "Hi!", List.of("Hi", "!"), List.of("O", "O"), "c"),
            new LabelledSentence(
                "a/2",
                "I’m in São Paulo 👍🏽.",
                List.of("I’m", "in", "São", "Paulo", "👍🏽", "."),
                List.of("O", "O", "B-city", "I-city", "O", "O"),
                "c"));
    assertThat(data.notices()).extracting(DataNotice::kind).containsExactly(Kind.SEVERAL_SENTENCES);
  }

  @Test
  void shouldCutTextsAnewWhereTheTokensAreThoseOfSomebodyElse() throws IOException {
    String line =
        "{'text':'to Pre-Party, please','tokens':['to','Pre','-','Party',',','please'],"
            + "'tags':['O','B-x','I-x','I-x','O','O']}\n"
            + "{'text':'we cannot','tokens':['we','can','not'],'tags':['O','B-x','O']}\n"
            + "{'text':'`` a','tokens':['\\\"','a'],'tags':['O','B-x']}\n"
            + "{'tokens':['b','c'],'tags':['O','B-x']}\n";

    LabelledData data =
        LabelledData.read(folder.write("data.jsonl", line.replace('\'', '"')), FROM_TEXT);

    assertThat(data.sentences())
        .extracting(LabelledSentence::tokens, LabelledSentence::tags)
        .containsExactly(
            tuple("to Pre - Party , please", "O B-x I-x I-x O O"),
            tuple("we cannot", "O B-x"),
            tuple("\" a", "O B-x"),
            tuple("b c", "O B-x"));
    assertThat(data.notices())
        .extracting(DataNotice::line, DataNotice::kind)
        .containsExactly(
            Tuple.tuple(2, Kind.SPAN_WIDENED),
            Tuple.tuple(3, Kind.TOKENS_NOT_IN_TEXT),
            Tuple.tuple(4, Kind.NO_TEXT));
  }

  @Test
  void shouldCutTextsIntoSentencesOfNoMoreTokensThanAsked() throws IOException {
    Path file = folder.write("data.csv", "text,class\none two three four five,x\n");
    DataOptions options = new DataOptions(null, null, TokenSource.DATA, 2);

    assertThat(LabelledData.read(file, options).sentences())
        .extracting(LabelledSentence::tokens)
        .containsExactly(List.of("one", "two"), List.of("three", "four"), List.of("five"));
  }

  @Test
  void shouldSayThatTokensAreMoreThanProductionKeepsTogether() throws IOException {
    String lines = "{\"tokens\":[\"a\",\"b\"]}\n{\"tokens\":[\"a\",\"b\",\"c\"]}\n";
    Path file = folder.write("data.jsonl", lines);

    LabelledData data = LabelledData.read(file, new DataOptions(null, null, TokenSource.DATA, 2));

    assertThat(data.sentences()).extracting(sentence -> sentence.tokens().size()).contains(2, 3);
    assertThat(DataNotice.summary(data.notices()))
        .containsExactly(
            said(
                "1 sentences are longer than bundle.max.tokens (2): taken whole, but served in"
                    + " pieces (line 2)"));
  }

  private static Tuple tuple(String tokens, String tags) {
    return Tuple.tuple(DataFolder.words(tokens), DataFolder.words(tags));
  }

  @Test
  void shouldSayHowManySentencesHaveNoToken() throws IOException {
    LabelledData data = read("data.csv", "text,class\n\"  \",x\nhello,y\n");

    assertThat(data.sentences()).hasSize(1);
    assertThat(DataNotice.summary(data.notices()))
        .containsExactly(
            folder.path().resolve("data.csv") + ": 1 sentences have no token: dropped (line 2)");
  }

  @Test
  void shouldSayHowManyTokensAreBlank() throws IOException {
    LabelledData tagged = read("data.conll", "a\tO\n \tO\nb\tB-x\n\tO\n\nc\tO\n");
    LabelledData untagged = read("data.jsonl", "{\"tokens\":[\"a\",\"\"]}");

    assertThat(tagged.sentences())
        .extracting(LabelledSentence::tokens, LabelledSentence::tags)
        .containsExactly(tuple("a b", "O B-x"), tuple("c", "O"));
    assertThat(tagged.notices())
        .extracting(DataNotice::line, DataNotice::kind)
        .containsExactly(Tuple.tuple(2, Kind.BLANK_TOKEN), Tuple.tuple(4, Kind.BLANK_TOKEN));
    assertThat(untagged.sentences().get(0).tokens()).containsExactly("a");
  }

  @Test
  void shouldSayThatTokensBesideSpansAreDropped() throws IOException {
    String line =
        "{'text':'to Pre-Party','tokens':['to','Pre-Party'],'spans':[{'begin':3,'end':12,'label':'x'}]}";

    LabelledData data = read("data.jsonl", line.replace('\'', '"'));

    assertThat(data.sentences())
        .extracting(LabelledSentence::tokens, LabelledSentence::tags)
        .containsExactly(tuple("to Pre - Party", "O B-x I-x I-x"));
    assertThat(DataNotice.summary(data.notices()))
        .containsExactly(
            said(
                "1 lines have both tokens and spans: the spans count, and the tokens are cut out of"
                    + " the text; those given are dropped (line 1)"));
  }

  private String said(String notice) {
    return folder.path().resolve("data.jsonl") + ": " + notice;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | broken JSON",
        "[1] | expected a JSON object, found ARRAY",
        "{} 1 | broken JSON",
        "{'tags':['O']} | expected a list of tokens, or a text, found neither",
        "{'tokens':['a',''],'tags':['O','B-x']} | a blank one at index 1",
        "{'tokens':['a','b'],'tags':['O']} | found 1 tags for 2 tokens",
        "{'tokens':['a'],'tags':['PER']} | found 'PER'",
        "{'tokens':['a'],'tags':['B-']} | found 'B-'",
        "{'tokens':['a','b'],'tags':['O','I-x']} | at index 1 expected B-x before I-x, found O",
        "{'tokens':['a','b'],'tags':['O','I-x']} | or say data.tag.scheme=iob1 (evaluate: --tag-scheme iob1), in which",
        "{'tokens':['a'],'tags':[3]} | found a NUMBER; write each in quotes",
        "{'tokens':'a'} | expected a list of strings, found STRING; write them in square brackets",
        "{'tokens':['a'],'class':7} | class: expected a string, found NUMBER; write it in quotes",
        "{'tokens':['a'],'class':''} | class: expected a class of one line",
        "{'tokens':['a'],'class':' a '} | without white space at its ends, found ' a '",
        "{'tokens':['a'],'tags':['B-first name']} | at index 0 expected a label of spans without",
        "{'tokens':['a'],'tags':['B-O']} | other than O, which means no label, found 'O'",
        "{'tokens':['a'],'tags':[]} | found 0 tags for 1 tokens",
        "{'tokens':['a'],'class':'x','class':'y'} | or a field twice",
        "{'text':'a','spans':[{'begin':18446744073709551616,'end':1,'label':'x'}]} | found begin 18446744073709551616",
        "{'text':7} | text: expected a string, found NUMBER",
        "{'text':'a','spans':[{'begin':0,'end':2,'label':'x'}]} | found begin 0 and end 2",
        "{'text':'a','spans':[{'begin':-1,'end':1,'label':'x'}]} | found begin -1 and end 1",
        "{'text':'a','spans':[{'begin':0,'end':0,'label':'x'}]} | found begin 0 and end 0",
        "{'text':'a','spans':[{'begin':'0','end':1,'label':'x'}]} | found begin STRING and end NUMBER; write them without quotes",
        "{'text':'a','spans':[{'begin':0,'end':1}]} | found one without label, with begin, end; add it",
        "{'text':'a','spans':[{'start':0,'end':1,'tag':'x'}]} | found one without begin, label, with start, end, tag; add them, or rename",
        "{'text':'a','spans':[7]} | without begin, end, label, with no field; add them",
        "{'text':'a','spans':[{'begin':0,'end':1,'label':'x y'}]} | found 'x y'",
        "{'text':'a','spans':{'begin':0}} | spans: expected a list of objects",
        "{'tokens':['a'],'spans':[]} | expected a text that they are spans of",
        "{'text':'a','tokens':['a'],'tags':['O'],'spans':[]} | expected tags or spans, found both",
      },
      quoteCharacter = '"')
  void shouldNameFileLineAndFaultOfAMalformedLine(String line, String fault) throws IOException {
    Path file = folder.write("data.jsonl", SENTENCE + line.replace('\'', '"') + "\n");

    assertThatThrownBy(() -> LabelledData.read(file))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith(file + ", line 2: ")
        .hasMessageContaining(fault);
  }

  @Test
  void shouldFollowTheFormatItIsTold() throws IOException {
    Path file = folder.write("data.jsonl", "Oslo B-x\n");
    DataOptions options = new DataOptions(DataFormat.CONLL, null, TokenSource.DATA, 512);

    assertThat(LabelledData.read(file, options).sentences())
        .extracting(LabelledSentence::tags)
        .containsExactly(List.of("B-x"));
  }

  private LabelledData read(String name, String content) throws IOException {
    return LabelledData.read(folder.write(name, content));
  }
}
