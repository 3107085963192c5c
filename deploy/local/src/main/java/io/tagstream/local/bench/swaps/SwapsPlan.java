package io.tagstream.local.bench.swaps;

import io.tagstream.topology.config.ModelChange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param bundles names or paths of the models that others are made of; the first serves at the
 *     begin, and the maximum is its
 * @param count how many swaps
 * @param rate events a second, or null for a part of the maximum
 * @param keys how many streams there are
 * @param seed of keys, texts and late events
 * @param heapMib of the process that tags
 * @param users settings that count instead of presets
 */
record SwapsPlan(
    List<String> bundles,
    int count,
    ModelChange policy,
    @Nullable Integer rate,
    int keys,
    long seed,
    int heapMib,
    Map<String, String> users) {}
