package io.tagstream.training.transformer;

import io.tagstream.training.network.BatchLogits;
import io.tagstream.training.network.Beside;
import io.tagstream.training.network.NetworkHeads;
import io.tagstream.training.network.Parameters;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * What the heads of a transformer say of a batch. Lives in the pointer scope it was made in.
 *
 * @param heads the heads
 * @param parameters their parameters
 * @param hidden hidden numbers of all pieces, float [P,B,H]
 * @param pieces float [P,B,1]: 1 for pieces, 0 for padding
 * @param words hidden numbers of the first piece of each word, float [T,B,H]
 * @param present float [T,B,1]: 1 for words, 0 for padding
 */
record TransformerLogits(
    NetworkHeads heads,
    Parameters parameters,
    Tensor hidden,
    Tensor pieces,
    Tensor words,
    Tensor present)
    implements BatchLogits {

  /**
   * Takes what the transformer says of some rows.
   *
   * @param hidden hidden numbers of the last layer, float [B,P,H]
   */
  static TransformerLogits of(
      WordRows rows, PieceBatch batch, Tensor hidden, NetworkHeads heads, Parameters parameters) {
    long width = hidden.size(2);
    Tensor words =
        hidden
            .reshape(-1, width)
            .index_select(0, Beside.of(hidden, rows.places(batch.pieces())))
            .reshape(rows.words(), batch.rows(), width);
    return new TransformerLogits(
        heads,
        parameters,
        hidden.transpose(0, 1),
        batch.mask().t().unsqueeze(2),
        words,
        Beside.of(hidden, rows.mask()));
  }

  @Override
  public Tensor mask(int[] rows) {
    return select(present, rows);
  }

  @Override
  public Tensor tags(String head, int[] rows) {
    return heads.slotHead(head).logits(head, select(words, rows), null, parameters);
  }

  @Override
  public Tensor classes(String head, int[] rows) {
    return heads
        .classHead(head)
        .logits(head, select(hidden, rows), select(pieces, rows), parameters);
  }

  private static Tensor select(Tensor values, int[] rows) {
    return rows.length == values.size(1)
        ? values
        : values.index_select(
            1, Beside.of(values, Tensor.create(IntStream.of(rows).asLongStream().toArray())));
  }
}
