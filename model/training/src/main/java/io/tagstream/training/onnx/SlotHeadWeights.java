package io.tagstream.training.onnx;

import org.jspecify.annotations.Nullable;

/**
 * The slot head:
 *
 * <pre>
 * tag logits[t] = tags(hidden[t]) + classes softmax(class logits)   (T, K)
 * </pre>
 *
 * <p>which is one linear layer over the hidden state and the distribution over the classes.
 *
 * @param tags [K, hidden]
 * @param classes [K, C], or {@code null} if the head does not read the class head
 */
public record SlotHeadWeights(Dense tags, @Nullable Matrix classes) {}
