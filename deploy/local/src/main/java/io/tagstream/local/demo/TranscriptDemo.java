package io.tagstream.local.demo;

import io.tagstream.app.CommandException;
import io.tagstream.app.run.Settings;
import io.tagstream.app.run.StopSignal;
import io.tagstream.app.run.StreamsProcess;
import io.tagstream.app.run.Topics;
import io.tagstream.local.LocalCluster;
import io.tagstream.model.serving.SingleTagger;
import io.tagstream.model.serving.Taggers;
import io.tagstream.model.stream.StreamTagger;
import io.tagstream.topology.config.StreamMode;
import io.tagstream.topology.config.TaggingConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The demo of streams from start to end: pieces of running texts are produced to a topic, tagged as
 * streams by Kafka Streams, and what is said and taken back is read from another. Belongs to the
 * thread of the command.
 */
final class TranscriptDemo {
  private static final int PARTITIONS = 2;
  private static final Duration START_WITHIN = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(30);

  private final LocalCluster cluster;
  private final Settings settings;
  private final TranscriptScreen screen;
  private final Ledger ledger;
  private final StopSignal stop;
  private final Duration pace;

  /**
   * Makes a demo that has not begun.
   *
   * @param pace from one piece to the next
   */
  TranscriptDemo(
      LocalCluster cluster,
      TranscriptScreen screen,
      Ledger ledger,
      StopSignal stop,
      Duration pace) {
    this.cluster = cluster;
    this.settings = Settings.of(settings(cluster));
    this.screen = screen;
    this.ledger = ledger;
    this.stop = stop;
    this.pace = pace;
  }

  /** Everything but the addresses and the mode is the default of {@code run}. */
  private static Map<String, Object> settings(LocalCluster cluster) {
    Map<String, Object> settings = new TreeMap<>(cluster.clientSettings());
    settings.put("application.id", "tagstream-demo-stream");
    settings.put("state.dir", cluster.stateDirectory().toString());
    settings.put(TaggingConfig.STREAM_MODE, StreamMode.FRAGMENT.configName());
    return settings;
  }

  /**
   * Lets the pieces arrive.
   *
   * @param tagger closed by the caller
   * @param once whether to leave when all have been tagged; else they begin again
   */
  void run(StreamTagger tagger, List<Piece> pieces, boolean once) throws InterruptedException {
    TaggingConfig config = settings.tagging();
    new Topics(settings).create(Topics.of(config), Optional.of(PARTITIONS));
    Map<String, Object> client = cluster.clientSettings();
    try (Taggers taggers = new SingleTagger(tagger);
        StreamsProcess streams = StreamsProcess.start(settings, taggers, stop);
        OutputReader reader = new OutputReader(client, config);
        TextSender sender = new TextSender(client, config.inputTopics().get(0), ledger)) {
      streams.awaitRunning(START_WITHIN);
      // A demo that was killed may have left streams that have not ended.
      for (String key : pieces.stream().map(Piece::key).distinct().toList()) {
        sender.endStream(key);
      }
      screen.begin();
      do {
        play(pieces, sender, reader);
      } while (!once && !stop.isRaised());
      if (once && !ledger.isBalanced()) {
        throw new CommandException("The demo was stopped before all pieces were tagged.");
      }
      streams.requireAlive();
    }
  }

  private void play(List<Piece> pieces, TextSender sender, OutputReader reader)
      throws InterruptedException {
    long next = System.nanoTime();
    for (Piece piece : pieces) {
      while (System.nanoTime() - next < 0 && !stop.isRaised()) {
        show(reader);
      }
      if (stop.isRaised()) {
        return;
      }
      sender.send(piece);
      next += pace.toNanos();
    }
    while (!ledger.isBalanced() && !stop.isRaised()) {
      show(reader);
    }
    // The last corrections are shown for a while, too.
    for (int i = 0; i < LivePictures.STRUCK_PICTURES + 1; i++) {
      show(reader);
    }
  }

  private void show(OutputReader reader) {
    reader.poll(POLL, screen);
    screen.tick();
  }
}
