package io.tagstream.model.decode;

import io.tagstream.model.TaggingException;

/** Refuses logits that are no numbers, before they silently decide something. */
final class FiniteLogits {
  private FiniteLogits() {}

  static void verify(String subject, float[] logits) {
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new TaggingException(
            subject
                + ": expected finite numbers, found "
                + logit
                + "; the weights of the model are broken or overflow on this text",
            null);
      }
    }
  }
}
