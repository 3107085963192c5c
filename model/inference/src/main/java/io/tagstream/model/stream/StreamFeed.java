package io.tagstream.model.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the tokens of an event come from. Used by one thread, for one event. */
interface StreamFeed extends Surfaces {

  /** Returns the tokens to encode. */
  Window window();

  /**
   * Returns the words of the kept text before the boundary, for a model that has not read them.
   * Nothing is said of them.
   */
  List<String> context();

  /** Returns the length of the stream with this event. */
  long position();

  /**
   * Returns where the text is to be split anew with the next event.
   *
   * @param boundary where the tokens begin that are encoded again
   * @param openBegin begin of the first sentence that may still change, or the position
   * @param openEnd where that sentence may end, if another one follows; else the position
   */
  long restart(long boundary, long openBegin, long openEnd);

  /** Returns the BCP 47 tag of the text's language, or {@code null} if it is not known. */
  @Nullable String language();

  /**
   * Returns the end of the stream's text that is to be kept.
   *
   * @param restart where it is split anew
   */
  String kept(long restart);
}
