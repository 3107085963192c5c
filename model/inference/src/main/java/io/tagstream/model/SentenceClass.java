package io.tagstream.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The class of a sentence.
 *
 * @param label the most probable class
 * @param score probability of {@code label}, in [0, 1]
 * @param scores probability of every class, in the order of the model's labels
 */
public record SentenceClass(String label, float score, Map<String, Float> scores) {
  public SentenceClass {
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
  }
}
