package io.tagstream.model.bundle;

import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.encoder.OpenEncoder;
import java.util.List;

/**
 * How a model reads texts: which rows it makes of them, and what it says of the rows. Safe for use
 * by several threads at once. Whoever calls sees to it that the encoder is open.
 */
interface TextReading {
  /** Returns the encoder, which the caller closes. */
  OpenEncoder encoder();

  /** Tags texts, each on its own. */
  List<Tagging> tag(List<Text> texts);

  /** Tags sentences of known tokens, each on its own. */
  List<TokenTagging> tagTokens(List<List<String>> sentences);

  /**
   * Takes texts that the model is known to tag, and asks whether batches change bits; if they do,
   * rows are encoded one by one from now on.
   *
   * @return whether all bits were as promised
   */
  boolean probe(List<Text> texts);

  /** Encodes something that the model is known to read; nothing if nothing is known. */
  void readKnownGood();

  /** Returns what adds up the encoder's work, that of probing left out. */
  EncoderMeter meter();
}
