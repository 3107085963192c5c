package io.tagstream.local.demo;

import io.tagstream.app.display.DisplayOptions;
import io.tagstream.app.display.Format;
import io.tagstream.app.display.Terminal;
import java.io.PrintWriter;
import java.util.List;

/** Where the demo of streams shows what changes. Used by one thread. */
interface StreamOutput {

  /**
   * Shows what a record changed.
   *
   * @param speaker the key's text and tags after it
   * @param changes all it changed, in order
   */
  void changed(SpeakerText speaker, List<TagChange> changes);

  /** Shows the next picture, if pictures are shown. */
  void tick(String footer);

  /** Leaves what was shown as it is, with the last counts. */
  void end(String footer);

  /**
   * Makes what fits the options and what standard output leads to.
   *
   * @param notes for what is said to people
   */
  static StreamOutput of(DisplayOptions options, PrintWriter out, PrintWriter notes) {
    if (options.format() == Format.JSON) {
      return new JsonChanges(out, notes);
    }
    return Terminal.isScreen()
        ? new LivePictures(out, options.terminal(), Terminal.rows())
        : new PlainChanges(options, out);
  }
}
