package io.tagstream.local.demo;

import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.TaggedText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the demo of streams shows, and its counts. Belongs to one thread. */
final class TranscriptScreen implements OutputReader.Listener, AutoCloseable {
  private static final double NANOSECONDS = 1e9;

  private final StreamOutput output;
  private final PrintWriter notes;
  private final Ledger ledger;
  private final LongSupplier nanoseconds;
  private final Map<String, SpeakerText> speakers = new HashMap<>();
  private long began;
  private long events;
  private long said;
  private long takenBack;

  /**
   * Makes a screen.
   *
   * @param notes for what is said to people beside the stream
   * @param nanoseconds the clock
   */
  TranscriptScreen(
      StreamOutput output, PrintWriter notes, Ledger ledger, LongSupplier nanoseconds) {
    this.output = output;
    this.notes = notes;
    this.ledger = ledger;
    this.nanoseconds = nanoseconds;
  }

  /** Begins to count the time. */
  void begin() {
    began = nanoseconds.getAsLong();
  }

  @Override
  public void tagged(ConsumerRecord<byte[], byte[]> from, TaggedText text) {
    ledger.answered(text.getSource());
    // An end without a text is that of a stream an earlier demo left.
    if (from.key() == null || text.getStream() == null || text.getText() == null) {
      return;
    }
    String key = new String(from.key(), StandardCharsets.UTF_8);
    SpeakerText speaker = speakers.computeIfAbsent(key, SpeakerText::new);
    if (!speaker.add(text)) {
      return;
    }
    events++;
    List<TagChange> changes = TagChange.of(key, text);
    changes.stream()
        .filter(TagChange::isOfSpan)
        .forEach(
            change -> {
              said += change.takesBack() ? 0 : 1;
              takenBack += change.takesBack() ? 1 : 0;
            });
    output.changed(speaker, changes);
  }

  @Override
  public void dead(ConsumerRecord<byte[], byte[]> from, DeadLetter letter) {
    ledger.answered(letter.getSource());
    notes.println(
        "A piece became a dead letter, %s: %s".formatted(letter.getReason(), letter.getMessage()));
    notes.flush();
  }

  /** Shows the next picture. */
  void tick() {
    output.tick(summary());
  }

  /** Returns the counts in a sentence. */
  String summary() {
    double seconds = (nanoseconds.getAsLong() - began) / NANOSECONDS;
    return String.format(
        Locale.ROOT,
        "%d events, %.1f a second; spans: %d said, %d taken back",
        events,
        seconds > 0 ? events / seconds : 0,
        said,
        takenBack);
  }

  /** Leaves what was shown as it is. */
  @Override
  public void close() {
    output.end(summary());
  }
}
