package io.tagstream.model.decode;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the scores of classes are made of logits. */
public enum ClassScores {
  /** One class is true: scores are probabilities that add up to one. */
  @JsonProperty("softmax")
  SOFTMAX,
  /** Each class is true or not by itself: the logistic function of its logit. */
  @JsonProperty("sigmoid")
  SIGMOID
}
