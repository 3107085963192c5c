package io.tagstream.app.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.app.display.LiveDisplay.Picture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveDisplayTest {
  private static final Passage.Span ARTIST = new Passage.Span("artist", 8, 11, "Ann", 1);
  private static final String UP_FOUR_LINES = "\u001b[4A\r";

  private final StringWriter written = new StringWriter();
  private final LiveDisplay display =
      new LiveDisplay(new PrintWriter(written), new Terminal(100, true), 24);

  @Test
  void shouldPaintEveryPictureOverTheOneBefore() {
    display.show(List.of(picture("play by Ann", List.of(ARTIST), List.of())), "1 event");
    assertThat(written.toString()).contains("Ann", "└ artist").doesNotContain(UP_FOUR_LINES);
    int before = written.toString().length();

    // The text, its label, an empty line and the footer: four lines to go back.
    display.show(List.of(picture("play by Ann Lee", List.of(), List.of())), "2 events");

    String second = written.toString().substring(before);
    assertThat(second).contains(UP_FOUR_LINES, "play by Ann Lee", "2 events");
    assertThat(second.lines()).allSatisfy(line -> assertThat(line).contains("\u001b["));
    assertThat(second.indexOf(UP_FOUR_LINES)).isLessThan(second.indexOf("play"));
  }

  @Test
  void shouldStrikeWhatIsTakenBack() {
    display.show(List.of(picture("play by Ann", List.of(ARTIST), List.of(ARTIST))), "");

    assertThat(written.toString()).contains("\u001b[2;9mAnn", "\u001b[2;9m└ artist");
  }

  @Test
  void shouldLeaveOutWhatHasNoRoomOnTheScreen() {
    LiveDisplay low = new LiveDisplay(new PrintWriter(written), new Terminal(100, true), 4);
    Picture picture = picture("play by Ann", List.of(ARTIST), List.of());

    assertThat(display.fits(List.of(picture))).isTrue();
    assertThat(low.fits(List.of(picture))).isFalse();
    low.show(List.of(picture), "1 event");

    // Three lines, so that the cursor stays on the screen.
    assertThat(written.toString()).doesNotContain("play").contains("└ artist", "1 event");
    assertThat(written.toString().lines()).hasSize(4);
  }

  @Test
  void shouldGiveTheCursorBack() {
    display.show(List.of(), "");
    display.close();

    assertThat(written.toString()).contains("\u001b[?25l").endsWith("\u001b[?25h");
    assertThat(written.toString().lastIndexOf("\u001b[?7h"))
        .isGreaterThan(written.toString().lastIndexOf("\u001b[?7l"));
  }

  private static Picture picture(String text, List<Passage.Span> spans, List<Passage.Span> struck) {
    return new Picture(new Passage("ann", text, List.of(), spans, null, null), struck);
  }
}
