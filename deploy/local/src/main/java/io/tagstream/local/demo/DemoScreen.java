package io.tagstream.local.demo;

import io.tagstream.app.display.Display;
import io.tagstream.app.display.DisplayOptions;
import io.tagstream.app.display.Format;
import io.tagstream.local.LocalCluster;
import io.tagstream.model.ModelId;
import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.TaggedText;
import io.tagstream.topology.config.TaggingConfig;
import java.io.PrintWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the demo shows. Under {@code --format json} standard output carries tagged texts alone, and
 * everything said to people goes to standard error. Belongs to one thread.
 */
final class DemoScreen implements OutputReader.Listener {
  static final String STARTING =
      "Starting a Kafka broker and a schema registry in this process ...";

  private final Display display;
  private final PrintWriter notes;
  private final Ledger ledger;
  private final Tally tally = new Tally();

  DemoScreen(DisplayOptions options, PrintWriter out, PrintWriter err, Ledger ledger) {
    this.display = options.display(out);
    this.notes = options.format() == Format.JSON ? err : out;
    this.ledger = ledger;
  }

  void starting() {
    note(STARTING);
  }

  void ready(LocalCluster cluster, TaggingConfig config, ModelId model) {
    note(
        """

        text in    topic %-13s TextEvent, in Avro; the key says who speaks
        tags out   topic %-13s TaggedText, by %s %s, exactly once
        failures   topic %-13s DeadLetter
        broker     %s
        registry   %s
        """
            .formatted(
                String.join(",", config.inputTopics()),
                config.outputTopic(),
                model.name(),
                model.version(),
                config.deadLetterTopic(),
                cluster.bootstrapServers(),
                cluster.registryUrl()));
  }

  /** Says how else the topics can be read, while the demo goes on. */
  void invite(LocalCluster cluster, TaggingConfig config) {
    note(
        """
        %s

        The topics can be read by any tool while this runs, for example by one of
          kcat -b %s -t %s -C -e -s value=avro -r %s
          kafka-avro-console-consumer --bootstrap-server %s --topic %s --from-beginning \\
            --property schema.registry.url=%s
          curl %s/subjects

        Type a text, or "name: text", and press Enter. Ctrl-C ends the demo."""
            .formatted(
                tally.summary(),
                cluster.bootstrapServers(),
                config.outputTopic(),
                cluster.registryUrl(),
                cluster.bootstrapServers(),
                config.outputTopic(),
                cluster.registryUrl(),
                cluster.registryUrl()));
  }

  void stopping() {
    note(tally.summary());
  }

  @Override
  public void tagged(ConsumerRecord<byte[], byte[]> from, TaggedText text) {
    ledger.answered(text.getSource());
    // The output carries the timestamp of its input, which the producer set when it sent it.
    tally.tagged(text, System.currentTimeMillis() - from.timestamp());
    display.show(Passages.of(from.key(), text));
  }

  @Override
  public void dead(ConsumerRecord<byte[], byte[]> from, DeadLetter letter) {
    ledger.answered(letter.getSource());
    tally.dead();
    note(
        "%s-%d@%d became a dead letter, %s: %s"
            .formatted(
                letter.getSource().getTopic(),
                letter.getSource().getPartition(),
                letter.getSource().getOffset(),
                letter.getReason(),
                letter.getMessage()));
  }

  private void note(String text) {
    notes.println(text);
    notes.flush();
  }
}
