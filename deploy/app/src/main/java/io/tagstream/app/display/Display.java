package io.tagstream.app.display;

/** Shows tagged texts one after the other. Used by one thread. */
public interface Display {

  /** Shows one text and flushes what it wrote. */
  void show(Passage passage);
}
