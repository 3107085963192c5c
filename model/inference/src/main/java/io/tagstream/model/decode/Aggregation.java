package io.tagstream.model.decode;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How spans are made of what a model says of the pieces of words: the strategies of the token
 * classification pipeline of Hugging Face's {@code transformers}, under their names.
 */
public enum Aggregation {
  /** Every piece has the most probable tag of its own, so that a span may end inside a word. */
  @JsonProperty("simple")
  SIMPLE,
  /** A word has the tag of its first piece. */
  @JsonProperty("first")
  FIRST,
  /** A word has the tag that is most probable on average over its pieces. */
  @JsonProperty("average")
  AVERAGE,
  /** A word has the tag of the piece that is surest. */
  @JsonProperty("max")
  MAX
}
