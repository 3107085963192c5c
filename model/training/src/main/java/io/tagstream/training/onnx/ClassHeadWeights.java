package io.tagstream.training.onnx;

/**
 * Attention over the hidden states of the tokens and a linear classifier:
 *
 * <pre>
 * a            = softmax over t of query . tanh(projection(hidden[t]))
 * class logits = classes(sum over t of a[t] hidden[t])   (C)
 * </pre>
 *
 * <p>The attention is the additive one of Bahdanau et al. 2015.
 *
 * @param projection [attention width, hidden]
 * @param query [attention width]
 * @param classes [C, hidden]
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record ClassHeadWeights(Dense projection, float[] query, Dense classes) {}
