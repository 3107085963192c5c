package io.tagstream.local.pipeline;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.StreamTagger;
import java.util.List;
import java.util.OptionalInt;

/**
 * A tagger that is wrong on purpose: where it tags ahead, it takes every text for the first of its
 * stream, whatever state it was given. Its answers are stamped with a state that they were not made
 * from.
 */
final class HastyTagger implements StreamTagger {
  private final StreamTagger tagger;

  HastyTagger(StreamTagger tagger) {
    this.tagger = tagger;
  }

  @Override
  public List<StreamStep> read(StreamRules rules, List<StreamEvent> events) {
    boolean ahead = Thread.currentThread().getName().startsWith("tagstream-inference");
    return tagger.read(rules, ahead ? events.stream().map(HastyTagger::first).toList() : events);
  }

  private static StreamEvent first(StreamEvent event) {
    return new StreamEvent(null, event.text(), event.language(), event.ends());
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
  public List<Tagging> tag(List<Text> texts) {
    return tagger.tag(texts);
  }

  @Override
  public void close() {
    tagger.close();
  }
}
