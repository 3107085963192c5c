package io.tagstream.local.bench;

import java.util.SortedMap;

/**
 * What the model alone reaches.
 *
 * @param eventsPerSecond of all its threads together
 * @param cpuMicrosPerEvent processor time of its threads
 * @param batchSize events of a call, the best of those tried
 * @param triedCpuMicrosPerEvent by batch size, on a part of the events
 */
record LimitFigures(
    double eventsPerSecond,
    double cpuMicrosPerEvent,
    int batchSize,
    SortedMap<Integer, Double> triedCpuMicrosPerEvent) {}
