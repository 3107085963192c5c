package io.tagstream.training.onnx;

/**
 * A linear classifier of the pooled hidden states of a row:
 *
 * <pre>
 * class logits = classes(pooled hidden)   (C)
 * </pre>
 *
 * @param pooling what makes one vector of those of the tokens
 * @param classes [C, hidden]
 */
public record ClassHeadWeights(Pooling pooling, Dense classes) {

  /** Makes one vector of the hidden states of the tokens. */
  public sealed interface Pooling {}

  /**
   * The sum over t of a[t] hidden[t], where a is the softmax over t of query . tanh(projection
   * (hidden[t])): the additive attention of Bahdanau et al. 2015.
   *
   * @param projection [attention width, hidden]
   * @param query [attention width]
   */
  @SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
  public record Attention(Dense projection, float[] query) implements Pooling {}

  /** The mean over the tokens. */
  public record Mean() implements Pooling {}

  /** The maximum over the tokens, number by number. */
  public record Max() implements Pooling {}

  /** What stands for the first token. */
  public record First() implements Pooling {}

  /**
   * tanh(dense(what stands for the first token)), as BERT has it (Devlin et al. 2019).
   *
   * @param dense [hidden, hidden]
   */
  public record Pooler(Dense dense) implements Pooling {}
}
