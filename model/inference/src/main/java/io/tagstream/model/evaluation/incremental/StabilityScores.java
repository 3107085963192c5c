package io.tagstream.model.evaluation.incremental;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * How steady the labels of tokens were while their streams arrived, after Baumann, Buß and
 * Schlangen (2011, "Evaluation and Optimisation of Incremental Processors") and Madureira and
 * Schlangen (2020, "Incremental Processing in the Age of Non-Incremental Encoders"). The output
 * after an event gives each token of the prefix a label, or none yet. All figures are taken over
 * all tokens, or outputs, of all streams together; shares are in [0,1]. With nothing to count they
 * are 0.
 *
 * @param editOverhead share of the edits that were not necessary. An edit is a change of a token's
 *     label from one output to the next; the first label of a token is the necessary one. A label
 *     taken back for none is an edit, too. 0: no label was ever changed.
 * @param correctionTimeTokens mean over the tokens of the correction time: how many tokens arrived
 *     between the first output with a label of the token and the first with the label it kept
 * @param correctionTimeScore all correction time as a share of what it could have been at most,
 *     were every label final only at the end of its stream
 * @param relativeCorrectness share of the outputs in which all labels are those of the last output
 * @param meanDelayTokens mean over the tokens of how many tokens arrived between the event of the
 *     token and the output with the label it kept: output delay and corrections together. At the
 *     end of a stream nothing is waited for.
 * @param correctedTokens share of the tokens whose label was changed
 * @param onlyDelayedTokens share of the tokens that got their label late, for the output delay
 *     alone, and kept it
 */
@JsonPropertyOrder({
  "editOverhead",
  "correctionTimeTokens",
  "correctionTimeScore",
  "relativeCorrectness",
  "meanDelayTokens",
  "correctedTokens",
  "onlyDelayedTokens"
})
public record StabilityScores(
    double editOverhead,
    double correctionTimeTokens,
    double correctionTimeScore,
    double relativeCorrectness,
    double meanDelayTokens,
    double correctedTokens,
    double onlyDelayedTokens) {

  /** Those of labels that are final as soon as their tokens arrive. */
  static final StabilityScores FINAL_AT_ONCE = new StabilityScores(0, 0, 0, 1, 0, 0, 0);
}
