package io.tagstream.model.stream;

import org.jspecify.annotations.Nullable;

/** The tail of a stream with an event, which is tagged. Used by one thread, for one event. */
interface TailFeed extends Surfaces {

  /** Returns the words at hand. */
  TailWords words();

  /** Returns the BCP 47 tag of the text's language, or {@code null} if it is not known. */
  @Nullable String language();

  /**
   * Returns the end of the stream's text that is to be kept.
   *
   * @param place where the next tail begins
   */
  String kept(long place);
}
