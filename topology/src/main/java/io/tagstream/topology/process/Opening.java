package io.tagstream.topology.process;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a constructor has opened so far: closed again, last first, unless all of it could be opened.
 * Belongs to the thread of that constructor.
 */
final class Opening implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Opening.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Takes note of something just opened, and returns it. */
  <T extends AutoCloseable> T add(T part) {
    opened.push(part);
    return part;
  }

  /** Everything is open now and belongs to what was constructed. */
  void succeeded() {
    opened.clear();
  }

  @Override
  public void close() {
    for (AutoCloseable part : opened) {
      try {
        part.close();
      } catch (Exception failure) {
        // That something could not be opened is what is worth telling.
        log.warn("Could not close {}", part.getClass().getName(), failure);
      }
    }
  }
}
