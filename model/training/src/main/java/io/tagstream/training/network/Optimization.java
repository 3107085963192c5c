package io.tagstream.training.network;

/**
 * How a network is trained, apart from the learning rate.
 *
 * @param optimizer how a gradient becomes a step
 * @param weightDecay share of the weights that a step of rate 1 would take away; biases, tables of
 *     embeddings and the CRF are spared
 * @param clip longest gradient, in the Euclidean norm
 * @param averageDecay weight of the past in the running average of the parameters, in [0, 1)
 * @param dropout what is left out
 * @param smoothing what is spread
 * @param consistency weight of the difference between two draws of dropout; 0 for one draw
 * @param classWeight what the loss of the class heads counts beside that of the slot heads, which
 *     is a sum over the words of a sentence
 * @param truncation longest chunk of a row that gradients flow through, in tokens; 0 for whole rows
 * @param threads threads of libtorch
 */
public record Optimization(
    OptimizerKind optimizer,
    double weightDecay,
    double clip,
    double averageDecay,
    Dropout dropout,
    Smoothing smoothing,
    double consistency,
    double classWeight,
    int truncation,
    int threads) {}
