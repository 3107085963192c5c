package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.DataConfig;
import io.tagstream.training.config.DataConfig.Heads;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.config.TrainConfigException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which heads of a network a bundle carries; the others only help to train the trunk.
 *
 * @param slots name of the slot head, or {@code null} for none
 * @param classes name of the class head, or {@code null} for none
 */
public record BundleHeads(@Nullable String slots, @Nullable String classes) {

  /**
   * Chooses the heads: the one that is named, or else the only one, or the main one.
   *
   * @throws TrainConfigException if there is no head of the name, or none can be chosen
   */
  static BundleHeads of(TrainConfig.Bundle bundle, HeadLabels labels) {
    return new BundleHeads(
        chosen("bundle.slots.head", bundle.slotHead(), labels.spans().keySet()),
        chosen("bundle.classes.head", bundle.classHead(), labels.classes().keySet()));
  }

  private static @Nullable String chosen(String key, @Nullable String named, Set<String> heads) {
    if (named != null && heads.isEmpty()) {
      throw new TrainConfigException(
          "%s: expected sentences to learn from that train the head '%s', found none that train any of its kind; check the data or take the key out"
              .formatted(key, named));
    }
    String chosen = named;
    if (named == null) {
      if (heads.isEmpty()) {
        return null;
      }
      chosen = heads.size() == 1 ? heads.iterator().next() : DataConfig.MAIN_HEAD;
    }
    if (!heads.contains(chosen)) {
      throw new TrainConfigException(
          "%s: expected one of the heads that the data trains, %s, found %s; name one of them"
              .formatted(key, heads, named == null ? "none" : "'" + named + "'"));
    }
    return chosen;
  }

  /** Returns a sentence with the labels that these heads can be measured by, or nothing. */
  Stream<LabelledSentence> measured(LabelledSentence sentence, Heads heads) {
    boolean tagged = sentence.hasTags() && heads.slots().equals(slots);
    boolean classified = sentence.label() != null && heads.classes().equals(classes);
    return tagged || classified
        ? Stream.of(
            new LabelledSentence(
                sentence.id(),
                sentence.text(),
                sentence.tokens(),
                tagged ? sentence.tags() : List.of(),
                classified ? sentence.label() : null,
                heads.open(),
                sentence.place()))
        : Stream.of();
  }
}
