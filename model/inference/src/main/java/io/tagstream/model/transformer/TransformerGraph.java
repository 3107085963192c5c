package io.tagstream.model.transformer;

/**
 * The names of the tensors of a transformer. B is the number of rows, P that of the pieces of the
 * longest, K of tags, C of classes. Inputs are those that exports of Hugging Face have.
 */
public final class TransformerGraph {
  /** Input: numbers of the pieces, INT64 [B,P]. */
  public static final String INPUT_IDS = "input_ids";

  /** Input, if the graph has it: 1 for a piece, 0 for padding, INT64 [B,P]. */
  public static final String ATTENTION_MASK = "attention_mask";

  /** Input, if the graph has it: which of two texts a piece belongs to, INT64 [B,P]. */
  public static final String TOKEN_TYPE_IDS = "token_type_ids";

  /** Output of bundles with a slot head: FLOAT [B,P,K]. */
  public static final String TAG_LOGITS = "tag_logits";

  /** Output of bundles with a class head: FLOAT [B,C]. */
  public static final String CLASS_LOGITS = "class_logits";

  /** The one output of an export: of tags, FLOAT [B,P,K], or of classes, FLOAT [B,C]. */
  public static final String LOGITS = "logits";

  private TransformerGraph() {}
}
