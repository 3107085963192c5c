package io.tagstream.app.display;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The options of every command that shows tagged texts. */
public final class DisplayOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "pretty (default), or json for one object a line.")
  private Format format = Format.PRETTY;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto (default: on a terminal, unless NO_COLOR is set), always or never.")
  private ColorMode color = ColorMode.AUTO;

  /** Returns for whom texts are shown. */
  public Format format() {
    return format;
  }

  /** Returns what standard output leads to, as detected and as asked for. */
  public Terminal terminal() {
    return Terminal.detect(color);
  }

  /** Makes the display that was asked for. */
  public Display display(PrintWriter out) {
    return format.display(out, terminal());
  }
}
