package io.tagstream.training.network;

/**
 * How a network is trained, apart from the learning rate.
 *
 * @param dropout what is left out
 * @param clip longest gradient, in the Euclidean norm
 * @param averageDecay weight of the past in the running average of the parameters, in [0, 1)
 * @param threads threads of libtorch
 */
public record Optimization(Dropout dropout, double clip, double averageDecay, int threads) {}
