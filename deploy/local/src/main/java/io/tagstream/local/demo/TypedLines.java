package io.tagstream.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is typed, on a thread of its own, because a read from a terminal cannot be
 * interrupted. The thread dies with the process.
 */
final class TypedLines {
  private static final Logger log = LoggerFactory.getLogger(TypedLines.class);
  private static final String DEFAULT_KEY = "you";

  /** How far the input has come. */
  private enum State {
    OPEN,
    ENDED_EMPTY,
    ENDED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final TextSender sender;

  TypedLines(TextSender sender) {
    this.sender = sender;
  }

  /** Starts to read. */
  void start(InputStream input) {
    Thread thread = new Thread(() -> read(input), "typed-lines");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Returns whether there may be more to send. Input that ends without a line and without anybody
   * typing is that of a process in the background, which is to serve until it is stopped.
   *
   * @param typing whether somebody sits at the input
   */
  boolean mayGoOn(boolean typing) {
    return switch (state.get()) {
      case OPEN -> true;
      case ENDED_EMPTY -> !typing;
      case ENDED -> false;
    };
  }

  private void read(InputStream input) {
    State end = State.ENDED_EMPTY;
    try {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        end = State.ENDED;
        List<Utterance> utterances = Utterance.parse(line, DEFAULT_KEY).stream().toList();
        sender.send(utterances);
      }
    } catch (IOException e) {
      log.debug("Standard input cannot be read any more", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      state.set(end);
    }
  }
}
