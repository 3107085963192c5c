package io.tagstream.training.transformer;

import io.tagstream.training.network.InitialValues;
import io.tagstream.training.network.LinearLayer;
import io.tagstream.training.network.LinearLayer.Beginning;
import io.tagstream.training.network.Parameters;
import org.bytedeco.pytorch.Tensor;

/**
 * The head that tells from the first piece whether the second segment follows on the first (Devlin
 * et al. 2019): a linear layer under a hyperbolic tangent, and one of two outputs.
 *
 * @param hidden numbers it reads, H
 */
record NextSentenceHead(int hidden) {
  private static final LinearLayer POOLER = new LinearLayer("pooler.dense");
  private static final LinearLayer RELATIONSHIP = new LinearLayer("cls.seq_relationship");

  /** The output of pairs that follow on each other, as in BERT's checkpoints. */
  static final int FOLLOWS = 0;

  /** The output of pairs that do not. */
  static final int RANDOM = 1;

  void initialize(Parameters parameters, InitialValues values) {
    POOLER.initialize(hidden, hidden, parameters, values, Beginning.NARROW);
    RELATIONSHIP.initialize(2, hidden, parameters, values, Beginning.NARROW);
  }

  /** Hidden numbers of all pieces, float [B,P,H], to logits, float [B,2]. */
  Tensor logits(Tensor all, Parameters parameters) {
    Tensor pooled = POOLER.of(all.select(1, 0), parameters).tanh();
    return RELATIONSHIP.of(pooled, parameters);
  }
}
