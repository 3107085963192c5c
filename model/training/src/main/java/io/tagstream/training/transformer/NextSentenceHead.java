package io.tagstream.training.transformer;

import io.tagstream.training.network.InitialValues;
import io.tagstream.training.network.Parameters;
import org.bytedeco.pytorch.Tensor;

/**
 * The head that tells from the first piece whether the second segment follows on the first (Devlin
 * et al. 2019): a linear layer under a hyperbolic tangent, and one of two outputs.
 *
 * @param hidden numbers it reads, H
 */
record NextSentenceHead(int hidden) {
  static final String POOLER = "pooler.dense";
  static final String RELATIONSHIP = "cls.seq_relationship";

  /** The output of pairs that follow on each other, as in BERT's checkpoints. */
  static final int FOLLOWS = 0;

  /** The output of pairs that do not. */
  static final int RANDOM = 1;

  void initialize(Parameters parameters, InitialValues values) {
    new Affine(POOLER).initialize(hidden, hidden, parameters, values);
    new Affine(RELATIONSHIP).initialize(2, hidden, parameters, values);
  }

  /** Hidden numbers of all pieces, float [B,P,H], to logits, float [B,2]. */
  Tensor logits(Tensor all, Parameters parameters) {
    Tensor pooled = new Affine(POOLER).of(all.select(1, 0), parameters).tanh();
    return new Affine(RELATIONSHIP).of(pooled, parameters);
  }
}
