package io.tagstream.model.decode;

import java.util.List;

/**
 * The best tags of a sentence.
 *
 * @param tags {@code O}, {@code B-label} or {@code I-label}, one a token
 * @param spans the spans these tags make, in order
 */
public record DecodedTags(List<String> tags, List<ScoredSpan> spans) {
  public DecodedTags {
    tags = List.copyOf(tags);
    spans = List.copyOf(spans);
  }
}
