package io.tagstream.app.model;

/** For whom results are printed. */
enum OutputFormat {
  /** For people. */
  TABLE,
  /** For programs. */
  JSON
}
