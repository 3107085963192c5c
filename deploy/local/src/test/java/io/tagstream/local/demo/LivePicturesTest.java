package io.tagstream.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.app.display.Terminal;
import io.tagstream.schemas.Edit;
import io.tagstream.schemas.EditOperation;
import io.tagstream.schemas.ModelReference;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedSpan;
import io.tagstream.schemas.TaggedText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LivePicturesTest {
  private static final String STRUCK = "\u001b[2;9m";

  private final StringWriter written = new StringWriter();
  private final LivePictures pictures =
      new LivePictures(new PrintWriter(written), new Terminal(100, true), 24);
  private final SpeakerText speaker = new SpeakerText("ann");

  @Test
  void shouldStrikeWhatIsTakenBackAndThenShowWhatIsSaidInstead() {
    add(0, "play Paper ", edit(EditOperation.ADD, 0, 5, 10, "Paper"));
    assertThat(picture()).contains("Paper").doesNotContain(STRUCK);

    add(
        11,
        "Lanterns",
        edit(EditOperation.RETRACT, 0, -6, -1, "Paper"),
        edit(EditOperation.ADD, 1, -6, 8, "Paper Lanterns"));
    assertThat(picture()).contains(STRUCK + "Paper\u001b").doesNotContain("mPaper Lanterns");
    String last = "";
    for (int i = 0; i < LivePictures.STRUCK_PICTURES; i++) {
      last = picture();
    }

    assertThat(last).contains("mPaper Lanterns\u001b").doesNotContain(STRUCK);
  }

  @Test
  void shouldTakeNothingInOfAStreamWhoseBeginWasNotSeen() {
    assertThat(speaker.add(text(7, 3, "Lanterns"))).isFalse();
    assertThat(speaker.whole().text()).isEmpty();
  }

  private void add(int begin, String text, Edit... edits) {
    TaggedText tagged = text(begin, begin, text, edits);
    assertThat(speaker.add(tagged)).isTrue();
    pictures.changed(speaker, TagChange.of("ann", tagged));
  }

  private String picture() {
    written.getBuffer().setLength(0);
    pictures.tick("");
    return written.toString();
  }

  private static TaggedText text(int begin, long offset, String text, Edit... edits) {
    return new TaggedText(
        text,
        new StreamPosition(0L, (long) begin, false, false, 0L),
        List.of(),
        List.of(),
        List.of(edits),
        new ModelReference("tiny", "1", "digest"),
        false,
        new SourceCoordinates("text-events", 0, offset),
        Map.of());
  }

  private static Edit edit(EditOperation operation, long id, int begin, int end, String surface) {
    return new Edit(operation, new TaggedSpan(id, "song", begin, end, surface, 1f), null);
  }
}
