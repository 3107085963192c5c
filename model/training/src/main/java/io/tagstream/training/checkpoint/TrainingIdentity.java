package io.tagstream.training.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a training is a training of: everything that decides which bytes come out.
 *
 * @param facts settings, and digests of the data, by name
 */
public record TrainingIdentity(SortedMap<String, String> facts) {
  /** Stands for the value of a setting that is not changed. */
  private static final String PRESET = "the preset";

  public TrainingIdentity {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  /** Names what differs, a line a fact; empty if nothing does. */
  public List<String> differences(TrainingIdentity now) {
    TreeSet<String> names = new TreeSet<>(facts.keySet());
    names.addAll(now.facts.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String before = facts.getOrDefault(name, PRESET);
      String after = now.facts.getOrDefault(name, PRESET);
      if (!before.equals(after)) {
        differences.add(name + " was " + before + ", is " + after);
      }
    }
    return differences;
  }
}
