package io.tagstream.app;

import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much the process logs to standard error; the layout is in {@code logback.xml}. */
public final class Logging {

  /** Named amounts of logging. */
  public enum Level {
    /** Errors, and warnings of Tagstream: for a command that is its own broker. */
    OWN(org.slf4j.event.Level.ERROR, org.slf4j.event.Level.WARN),
    /** Warnings and errors: for commands a person waits for. */
    QUIET(org.slf4j.event.Level.WARN, org.slf4j.event.Level.WARN),
    /** What Tagstream does, and the warnings of its libraries: for a process that runs on. */
    SERVICE(org.slf4j.event.Level.WARN, org.slf4j.event.Level.INFO),
    /** What the libraries do, and every step of Tagstream. */
    VERBOSE(org.slf4j.event.Level.INFO, org.slf4j.event.Level.DEBUG);

    private final org.slf4j.event.Level libraries;
    private final org.slf4j.event.Level own;

    Level(org.slf4j.event.Level libraries, org.slf4j.event.Level own) {
      this.libraries = libraries;
      this.own = own;
    }
  }

  private static volatile Level current = Level.QUIET;

  private Logging() {}

  /** Sets the amount for the whole process. */
  public static void configure(Level level) {
    current = level;
    set(org.slf4j.Logger.ROOT_LOGGER_NAME, level.libraries);
    set("io.tagstream", level.own);
  }

  /** Leaves out the warnings of libraries, unless the user asked for more than the ordinary. */
  public static void quietLibraries() {
    if (current == Level.QUIET) {
      configure(Level.OWN);
    }
  }

  /** Logs at least as much, so that a command does not undo what its user asked for. */
  public static void raiseTo(Level level) {
    if (current.compareTo(level) < 0) {
      configure(level);
    }
  }

  private static void set(String name, org.slf4j.event.Level level) {
    Logger logger = (Logger) LoggerFactory.getLogger(name);
    logger.setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(level));
  }
}
