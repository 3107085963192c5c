package io.tagstream.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.app.CommandException;
import io.tagstream.app.display.Display;
import io.tagstream.app.display.DisplayOptions;
import io.tagstream.app.display.Format;
import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.TaggedText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the demo of a change of model shows: some of the texts, and all that matters at the moment
 * of the change. Under {@code --format json} standard output carries one object in the end, and
 * everything said to people goes to standard error. Belongs to one thread.
 */
final class SwapScreen implements OutputReader.Listener {
  private static final long SHOW_EVERY_NANOS = 700_000_000;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private final Display display;
  private final boolean json;
  private final PrintWriter out;
  private final PrintWriter notes;
  private final Ledger ledger;
  private final SwapFigures figures = new SwapFigures();
  private long shownNanos;

  SwapScreen(DisplayOptions options, PrintWriter out, PrintWriter err, Ledger ledger) {
    this.json = options.format() == Format.JSON;
    this.out = out;
    this.notes = json ? err : out;
    this.display = Format.PRETTY.display(notes, options.terminal());
    this.ledger = ledger;
  }

  /** Returns where people are spoken to. */
  PrintWriter notes() {
    return notes;
  }

  void starting() {
    note(DemoScreen.STARTING);
  }

  void begin(int perSecond) {
    note("%nTagging %d texts a second; every now and then one of them:%n".formatted(perSecond));
  }

  void activating(Path archive, Path settings) {
    note("$ ./tagstream model activate --config %s %s".formatted(settings, archive));
  }

  @Override
  public void tagged(ConsumerRecord<byte[], byte[]> from, TaggedText text) {
    ledger.answered(text.getSource());
    // The output carries the timestamp of its input, which the producer set when it sent it.
    long latency = System.currentTimeMillis() - from.timestamp();
    boolean first = figures.add(text, from.timestamp(), latency);
    if (first && figures.models() > 1) {
      note(
          "%n──── %s %s takes over, with the text of %s ────%n"
              .formatted(
                  text.getModel().getName(),
                  text.getModel().getVersion(),
                  CLOCK.format(Instant.ofEpochMilli(from.timestamp()))));
    }
    long now = System.nanoTime();
    if (first || now - shownNanos > SHOW_EVERY_NANOS) {
      shownNanos = now;
      display.show(Passages.of(from.key(), text));
    }
  }

  @Override
  public void dead(ConsumerRecord<byte[], byte[]> from, DeadLetter letter) {
    throw new CommandException(
        "A text of the demo became a dead letter, %s: %s"
            .formatted(letter.getReason(), letter.getMessage()));
  }

  /**
   * Says what it came to.
   *
   * @param allAnswered whether every text that was sent has its answer
   * @throws CommandException if that is not what was promised
   */
  void sum(boolean allAnswered) {
    note(figures.words());
    if (json) {
      out.println(figures.json(new ObjectMapper().createObjectNode()));
      out.flush();
    }
    if (!allAnswered || !figures.isOneAfterTheOther()) {
      throw new CommandException(
          "Expected every text answered once, by the first model before some moment and by the second from it on; found otherwise.");
    }
  }

  private void note(String text) {
    notes.println(text);
    notes.flush();
  }
}
