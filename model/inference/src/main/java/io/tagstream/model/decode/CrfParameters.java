package io.tagstream.model.decode;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Parameters of a linear-chain conditional random field over K tags, besides the emissions that the
 * encoder gives. The arrays are owned by this object; do not change them.
 *
 * @param start score of a sequence's first tag, [K]
 * @param transitions score of one tag after another, [K,K], from the row to the column
 * @param end score of a sequence's last tag, [K]
 */
@JsonPropertyOrder({"start", "transitions", "end"})
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record CrfParameters(float[] start, float[][] transitions, float[] end) {

  /**
   * Checks that the shapes are those of a tag set and all numbers are finite.
   *
   * @throws IllegalArgumentException if not
   */
  public void verify(TagSet tags) {
    int tagCount = tags.size();
    verify("start", start, tagCount);
    verify("end", end, tagCount);
    if (transitions == null || transitions.length != tagCount) {
      throw new IllegalArgumentException(
          "transitions: expected "
              + tagCount
              + " rows, one a tag, found "
              + (transitions == null ? "none" : transitions.length));
    }
    for (int from = 0; from < tagCount; from++) {
      verify("transitions[" + from + "]", transitions[from], tagCount);
    }
  }

  private static void verify(String subject, float[] scores, int tagCount) {
    if (scores == null || scores.length != tagCount) {
      throw new IllegalArgumentException(
          subject
              + ": expected "
              + tagCount
              + " numbers, one a tag, found "
              + (scores == null ? "none" : scores.length));
    }
    for (float score : scores) {
      if (!Float.isFinite(score)) {
        throw new IllegalArgumentException(subject + ": expected finite numbers, found " + score);
      }
    }
  }
}
