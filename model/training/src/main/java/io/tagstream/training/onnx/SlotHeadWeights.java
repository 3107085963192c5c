package io.tagstream.training.onnx;

/**
 * The slot head: tag logits[t] = tags(hidden[t]) (T, K).
 *
 * @param tags [K, hidden]
 */
public record SlotHeadWeights(Dense tags) {}
