package io.tagstream.testkit;

import io.tagstream.model.Tagger;
import io.tagstream.schemas.CurrentTags;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.fold.TagFold;
import io.tagstream.topology.config.TaggingConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Drivers of these tests that remember streams. */
final class StreamDrivers {
  private StreamDrivers() {}

  static TaggingTestDriver fragments() {
    return fragments(Travellers.tagger()).build();
  }

  /** Texts are pieces of one running text, remembered in memory. */
  static TaggingTestDriver.Builder fragments(Tagger tagger) {
    return builder(tagger, "fragment");
  }

  static TaggingTestDriver.Builder builder(Tagger tagger, String mode) {
    return TaggingTestDriver.builder(tagger)
        .set(TaggingConfig.STREAM_MODE, mode)
        .set(TaggingConfig.STATE_STORE, "memory");
  }

  static TextEvent last(String text) {
    return new TextEvent(text, true, null, Map.of());
  }

  /** Folds the tagged texts of one key. */
  static CurrentTags fold(List<TaggedText> taggedTexts) {
    CurrentTags current = null;
    for (TaggedText taggedText : taggedTexts) {
      current = TagFold.complete().apply(current, taggedText);
    }
    return Objects.requireNonNull(current);
  }
}
