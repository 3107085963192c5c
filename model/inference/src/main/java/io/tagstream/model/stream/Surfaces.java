package io.tagstream.model.stream;

/** The text of a stream, as far as it is at hand. */
interface Surfaces {

  /** Returns the text between two positions of the stream, as far as it is kept. */
  String surface(long begin, long end);
}
