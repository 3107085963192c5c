package io.tagstream.local.bench;

import io.tagstream.topology.config.StreamMode;

/**
 * What is measured: the events, and how they are to be tagged.
 *
 * @param bundle name or path of the model
 * @param mode how the texts of a key belong together
 * @param key how events are spread over keys
 * @param keys how many keys there are, if {@code key} is {@link KeyChoice#UNIFORM}
 * @param lengths tokens of a text
 * @param events how many of them
 * @param threads stream threads
 * @param inferenceThreads threads that compute ahead, and threads of {@link Part#LIMIT}, which has
 *     at least one
 * @param partitions of every topic
 * @param seed of keys and texts: the same seed gives the same events
 */
public record Workload(
    String bundle,
    StreamMode mode,
    Guarantee guarantee,
    KeyChoice key,
    int keys,
    Lengths lengths,
    int events,
    int threads,
    int inferenceThreads,
    int partitions,
    long seed) {}
