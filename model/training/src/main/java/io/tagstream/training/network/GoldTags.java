package io.tagstream.training.network;

import io.tagstream.model.decode.TagSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The right tags of the sentences that train one head: T tokens of the longest row of the batch, B
 * rows.
 *
 * @param tags ids of the tags, one array a row
 * @param open for each row the tags that may be right where it says {@code O}
 * @param borders for each row whether it is cut off
 * @param mask float [T,B,1]: 1 for tokens, 0 for padding
 */
record GoldTags(List<int[]> tags, List<OpenTags> open, List<Borders> borders, Tensor mask) {
  private static final float FAR_BELOW_ANY_SCORE = -1e9f;

  /**
   * Which ends of a row are those of the sentence.
   *
   * @param begins whether the sentence begins with the row
   * @param ends whether it ends with it
   */
  record Borders(boolean begins, boolean ends) {
    /** Those of a row that is not cut off. */
    static final Borders WHOLE = new Borders(true, true);
  }

  /** Takes the tags of whole sentences. */
  GoldTags(List<int[]> tags, List<OpenTags> open, Tensor mask) {
    this(tags, open, Collections.nCopies(tags.size(), Borders.WHOLE), mask);
  }

  /** Takes the tags of whole sentences, each the only right one. */
  GoldTags(List<int[]> tags, Tensor mask) {
    this(tags, Collections.nCopies(tags.size(), OpenTags.NONE), mask);
  }

  /** Returns the number of rows B. */
  int rows() {
    return tags.size();
  }

  /** Returns the number of tagged words of all rows. */
  int words() {
    return tags.stream().mapToInt(row -> row.length).sum();
  }

  /** Returns the number of tokens T. */
  int tokens() {
    return Math.toIntExact(mask.size(0));
  }

  /** Returns whether more than one path of tags may be right. */
  boolean hasOpenTags() {
    return open.stream().anyMatch(tags -> !tags.ids().isEmpty());
  }

  /**
   * What is to be added to logits so that only right tags are left: 0 for these and for padding,
   * far below any score for the others.
   *
   * @return float [T,B,K]
   */
  Tensor onlyRight(int tagCount) {
    float[] added = new float[tokens() * rows() * tagCount];
    for (int row = 0; row < rows(); row++) {
      int[] gold = tags.get(row);
      for (int token = 0; token < gold.length; token++) {
        int begin = (token * rows() + row) * tagCount;
        Arrays.fill(added, begin, begin + tagCount, FAR_BELOW_ANY_SCORE);
        added[begin + gold[token]] = 0;
        for (int tag : open.get(row).ids()) {
          boolean first = token == 0 && borders.get(row).begins();
          if ((!first || BioRules.allowsFirst(tag)) && gold[token] == TagSet.OUTSIDE_ID) {
            added[begin + tag] = 0;
          }
        }
      }
    }
    return Tensor.create(added, tokens(), rows(), tagCount);
  }
}
