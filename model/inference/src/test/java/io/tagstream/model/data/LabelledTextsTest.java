package io.tagstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.data.DataNotice.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTextsTest {
  private final DataFolder folder;

  LabelledTextsTest(@TempDir Path folder) {
    this.folder = new DataFolder(folder);
  }

  @Test
  void shouldCountSpansInCodePoints() throws IOException {
    LabelledTexts read =
        read(
            """
            {'id':'a','text':'👍🏽  to São Paulo!','tokens':['👍🏽','to','São','Paulo','!'],\
            'tags':['O','O','B-x','I-x','O'],'class':'c'}
            {'id':'b','text':'𝐀 b ','spans':[{'begin':1,'end':4,'label':'y'}]}
            {'id':'c','text':'none'}
            """);

    assertThat(read.texts())
        .containsExactly(
            new LabelledText("a", "👍🏽  to São Paulo!", List.of(new TextSpan("x", 7, 16)), "c"),
            new LabelledText("b", "𝐀 b ", List.of(new TextSpan("y", 2, 3)), null),
            new LabelledText("c", "none", null, null));
    assertThat(read.notices()).extracting(DataNotice::kind).containsExactly(Kind.SPAN_TRIMMED);
  }

  @Test
  void shouldReadTheSecondTextsOfPairs() throws IOException {
    LabelledTexts lines =
        read(
            """
            {'text':'a','second':'b','class':'c'}
            {'text':'a','second':' ','class':'c'}
            """);
    Path table = folder.write("data.csv", "text,second,class\na,b,c\na,,c\n");

    for (LabelledTexts read : List.of(lines, LabelledTexts.read(table, DataOptions.RECOGNISED))) {
      assertThat(read.texts()).extracting(LabelledText::second).containsExactly("b", null);
      assertThat(read.notices()).isEmpty();
    }
  }

  @Test
  void shouldSayWhichSecondTextsAreNone() throws IOException {
    LabelledTexts read =
        read(
            """
            {'text':'a','second':12,'class':'c'}
            {'text':'a','second':null,'class':'c'}
            """);

    assertThat(read.texts()).extracting(LabelledText::second).containsOnlyNulls();
    assertThat(read.notices())
        .extracting(DataNotice::kind)
        .containsExactly(DataNotice.Kind.SECOND_NOT_TEXT);
  }

  @Test
  void shouldSayWhatItLeavesOut() throws IOException {
    LabelledTexts read =
        read(
            """
            {'tokens':['a'],'tags':['O']}
            {'text':'a, b','tokens':['a','b'],'tags':['O','B-x']}
            {'text':'a b','tokens':['a'],'tags':['B-x']}
            {'text':'a\\u0085 b','tokens':['a','\\u0085','b'],'tags':['O','B-x','I-x']}
            """);

    assertThat(read.texts())
        .extracting(LabelledText::spans)
        .containsExactly(List.of(new TextSpan("x", 3, 4)));
    assertThat(read.notices())
        .extracting(DataNotice::line, DataNotice::kind)
        .containsExactly(
            Tuple.tuple(1, Kind.NOTHING_TO_TAG),
            Tuple.tuple(2, Kind.TEXT_WITHOUT_SPANS),
            Tuple.tuple(3, Kind.TEXT_WITHOUT_SPANS),
            Tuple.tuple(4, Kind.SPAN_TRIMMED));
  }

  private LabelledTexts read(String lines) throws IOException {
    Path file = folder.write("data.jsonl", lines.replace('\'', '"'));
    return LabelledTexts.read(file, DataOptions.RECOGNISED);
  }
}
