package io.tagstream.local.demo;

import io.tagstream.app.display.LiveDisplay;
import io.tagstream.app.display.LiveDisplay.Picture;
import io.tagstream.app.display.Passage;
import io.tagstream.app.display.Terminal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Paints what every key says in place. Spans that are taken back are struck for a few pictures
 * before what is said instead takes their place.
 */
final class LivePictures implements StreamOutput {
  static final int STRUCK_PICTURES = 4;

  /** What was said before the last sentences is left out, so that all keys fit on a screen. */
  private static final int MOST_SENTENCES = 2;

  private final LiveDisplay display;
  private final Map<String, Speaker> speakers = new LinkedHashMap<>();

  LivePictures(PrintWriter out, Terminal terminal, int rows) {
    display = new LiveDisplay(out, terminal, rows);
  }

  /** What a key says, and what of it was just taken back. */
  private static final class Speaker {
    private final SpeakerText text;
    private final List<TagChange> struck = new ArrayList<>();
    private int picturesLeft;

    Speaker(SpeakerText text) {
      this.text = text;
    }

    void tick() {
      if (picturesLeft == 0) {
        struck.clear();
      }
      picturesLeft = Math.max(0, picturesLeft - 1);
    }

    Picture picture(int sentences) {
      Passage now = text.last(sentences);
      long begin = text.lastBegin(sentences);
      List<Passage.Span> gone =
          struck.stream()
              .filter(change -> change.begin() >= begin)
              .map(change -> span(change, begin))
              .toList();
      List<Passage.Span> all = new ArrayList<>(gone);
      now.spans().stream()
          .filter(span -> gone.stream().noneMatch(other -> overlap(span, other)))
          .forEach(all::add);
      all.sort(Comparator.comparingInt(Passage.Span::begin));
      return new Picture(
          new Passage(now.key(), now.text(), now.sentences(), all, null, null), gone);
    }

    private static Passage.Span span(TagChange change, long begin) {
      return new Passage.Span(
          String.valueOf(change.label()),
          (int) (change.begin() - begin),
          (int) (change.end() - begin),
          String.valueOf(change.surface()),
          0);
    }

    private static boolean overlap(Passage.Span one, Passage.Span other) {
      return one.begin() < other.end() && other.begin() < one.end();
    }
  }

  @Override
  public void changed(SpeakerText text, List<TagChange> changes) {
    Speaker speaker = speakers.computeIfAbsent(text.key(), unused -> new Speaker(text));
    List<TagChange> gone =
        changes.stream().filter(change -> change.isOfSpan() && change.takesBack()).toList();
    if (!gone.isEmpty()) {
      speaker.struck.clear();
      speaker.struck.addAll(gone);
      speaker.picturesLeft = STRUCK_PICTURES;
    }
  }

  @Override
  public void tick(String footer) {
    speakers.values().forEach(Speaker::tick);
    List<Picture> pictures = pictures(MOST_SENTENCES);
    display.show(display.fits(pictures) ? pictures : pictures(1), footer);
  }

  private List<Picture> pictures(int sentences) {
    return speakers.values().stream().map(speaker -> speaker.picture(sentences)).toList();
  }

  @Override
  public void end(String footer) {
    tick(footer);
    display.close();
  }
}
