package io.tagstream.model.recurrent;

import io.tagstream.model.bundle.EncoderDescriptor;

/**
 * What the graph of a recurrent bundle must look like.
 *
 * @param cell kind of cell
 * @param layers forward layers L
 * @param hiddenSize hidden units H of a layer
 * @param tagCount tags K, or 0 without slot head
 * @param classCount classes C, or 0 without class head
 * @param streams whether the graph gives out the state at a boundary and what each token says of
 *     the class
 */
public record RecurrentShape(
    EncoderDescriptor.Cell cell,
    int layers,
    int hiddenSize,
    int tagCount,
    int classCount,
    boolean streams) {
  public RecurrentShape {
    if (layers < 1 || hiddenSize < 1 || tagCount < 0 || classCount < 0) {
      throw new IllegalArgumentException(
          "expected at least one layer and one hidden unit, and no negative count, found layers "
              + layers
              + ", hiddenSize "
              + hiddenSize
              + ", tagCount "
              + tagCount
              + ", classCount "
              + classCount);
    }
    if (tagCount == 0 && classCount == 0) {
      throw new IllegalArgumentException("expected a slot head or a class head, found neither");
    }
  }

  /** The shape of a graph that reads no streams. */
  public RecurrentShape(
      EncoderDescriptor.Cell cell, int layers, int hiddenSize, int tagCount, int classCount) {
    this(cell, layers, hiddenSize, tagCount, classCount, false);
  }
}
