package io.tagstream.local.demo;

import io.tagstream.app.display.Display;
import io.tagstream.app.display.DisplayOptions;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes each change as one line, {@code +} for what is said and {@code -} for what is taken back,
 * and each text once it has ended. Of a sentence, only a new class is worth a line.
 */
final class PlainChanges implements StreamOutput {
  private final PrintWriter out;
  private final Display display;

  /** Class by key and begin of the sentence. */
  private final Map<String, String> classes = new HashMap<>();

  PlainChanges(DisplayOptions options, PrintWriter out) {
    this.out = out;
    this.display = options.display(out);
  }

  @Override
  public void changed(SpeakerText speaker, List<TagChange> changes) {
    for (TagChange change : changes) {
      if (change.isOfSpan() || isNewClass(change)) {
        out.println(change.line());
      }
    }
    if (speaker.hasEnded()) {
      classes.keySet().removeIf(place -> place.startsWith(speaker.key() + " "));
      out.println();
      display.show(speaker.whole());
    }
    out.flush();
  }

  private boolean isNewClass(TagChange change) {
    String label = change.label();
    return !change.takesBack()
        && label != null
        && !Objects.equals(classes.put(change.key() + " " + change.begin(), label), label);
  }

  @Override
  public void tick(String footer) {}

  @Override
  public void end(String footer) {
    out.println(footer);
    out.flush();
  }
}
