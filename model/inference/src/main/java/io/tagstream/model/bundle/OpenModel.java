package io.tagstream.model.bundle;

import io.tagstream.model.ModelFailedException;
import io.tagstream.model.TaggingException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * A model as long as it is open. Several threads may call it at once; {@link #close} waits for the
 * calls in flight.
 *
 * <p>A call that fails is followed by one on a sentence the model is known to tag. It decides
 * between {@link TaggingException} and {@link ModelFailedException}.
 */
final class OpenModel implements AutoCloseable {
  private final String subject;
  private final TextReading reading;

  /** Held for reading while the encoder runs: closing it under a call would kill the process. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  OpenModel(String subject, TextReading reading) {
    this.subject = subject;
    this.reading = reading;
  }

  /** Does something with the model. */
  <T> T call(Supplier<T> call) {
    Lock reading = lock.readLock();
    reading.lock();
    try {
      if (closed) {
        throw new IllegalStateException(
            "tagger of "
                + subject
                + ": expected an open one, found it closed; open the bundle again");
      }
      try {
        return call.get();
      } catch (RuntimeException failure) {
        throw attributed(failure);
      }
    } finally {
      reading.unlock();
    }
  }

  /**
   * Says whose fault a failure is. If the model still tags a sentence that it is known to tag, then
   * the text's; else no text is, and a stream must not give up one after the other.
   */
  private RuntimeException attributed(RuntimeException failure) {
    try {
      reading.readKnownGood();
    } catch (RuntimeException broken) {
      return new ModelFailedException(
          subject
              + ": expected it to tag its first golden example as when it was opened, found "
              + broken
              + "; open the bundle again, and look for a lack of native memory",
          broken);
    }
    return failure instanceof TaggingException ? failure : withoutMessage(failure);
  }

  /** The message of an exception of any kind might quote the text. */
  private TaggingException withoutMessage(RuntimeException failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    TaggingException tagging =
        new TaggingException(
            subject
                + ": expected a text it can tag, found "
                + failure.getClass().getName()
                + (stack.length == 0 ? "" : " at " + stack[0]),
            null);
    tagging.setStackTrace(stack);
    return tagging;
  }

  /** Waits for the calls in flight and frees the model. A second call has no effect. */
  @Override
  public void close() {
    Lock writing = lock.writeLock();
    writing.lock();
    try {
      if (!closed) {
        closed = true;
        reading.encoder().close();
      }
    } finally {
      writing.unlock();
    }
  }
}
