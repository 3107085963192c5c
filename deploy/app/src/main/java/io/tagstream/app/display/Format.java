package io.tagstream.app.display;

import java.io.PrintWriter;

/** For whom tagged texts are shown. */
public enum Format {
  /** For people: colours, labels beneath the text, the class at its side. */
  PRETTY {
    @Override
    public Display display(PrintWriter out, Terminal terminal) {
      return new PrettyDisplay(out, terminal);
    }
  },
  /** For programs: one JSON object a line. */
  JSON {
    @Override
    public Display display(PrintWriter out, Terminal terminal) {
      return new JsonDisplay(out);
    }
  };

  /** Makes a display that writes to {@code out}. */
  public abstract Display display(PrintWriter out, Terminal terminal);
}
