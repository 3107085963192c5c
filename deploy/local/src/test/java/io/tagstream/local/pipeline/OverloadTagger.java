package io.tagstream.local.pipeline;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.StreamTagger;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A tagger that takes its time: a call costs what its texts cost, one after the other, and no
 * processor. Somebody looks on at every call. Safe for use by several threads if both functions
 * are.
 */
final class OverloadTagger implements StreamTagger {
  private final StreamTagger tagger;
  private final Function<String, Duration> cost;
  private final Consumer<List<String>> onlooker;

  /**
   * @param tagger does the work; closed with this one
   * @param cost of a text, on the thread that asks
   * @param onlooker is shown the texts of every call before they are tagged
   */
  OverloadTagger(
      StreamTagger tagger, Function<String, Duration> cost, Consumer<List<String>> onlooker) {
    this.tagger = tagger;
    this.cost = cost;
    this.onlooker = onlooker;
  }

  @Override
  public List<Tagging> tag(List<Text> texts) {
    begin(texts.stream().map(Text::content).toList());
    return tagger.tag(texts);
  }

  @Override
  public List<StreamStep> read(StreamRules rules, List<StreamEvent> events) {
    begin(events.stream().map(StreamEvent::text).toList());
    return tagger.read(rules, events);
  }

  private void begin(List<String> texts) {
    onlooker.accept(texts);
    long end = System.nanoTime();
    for (String text : texts) {
      end += cost.apply(text).toNanos();
    }
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  @Override
  public OptionalInt rightContext() {
    return tagger.rightContext();
  }

  @Override
  public ModelId model() {
    return tagger.model();
  }

  @Override
  public void close() {
    tagger.close();
  }
}
