package io.tagstream.local.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Orders events for a model that reads one event each of different streams in a call: the first
 * event of every key, then the second of those that have one, and so on; those of a wave by length,
 * so that little is padded.
 */
final class Waves {
  private Waves() {}

  /**
   * Cuts events into batches, each of different keys.
   *
   * @param events those that lie before the model, in order
   * @param batchSize events of a batch; the last of a wave may have fewer
   */
  static List<List<BenchEvent>> batches(List<BenchEvent> events, int batchSize) {
    List<List<BenchEvent>> batches = new ArrayList<>();
    for (List<BenchEvent> wave : waves(events)) {
      wave.sort(Comparator.comparingInt(event -> event.text().length()));
      for (int begin = 0; begin < wave.size(); begin += batchSize) {
        batches.add(wave.subList(begin, Math.min(wave.size(), begin + batchSize)));
      }
    }
    return batches;
  }

  private static List<List<BenchEvent>> waves(List<BenchEvent> events) {
    List<List<BenchEvent>> waves = new ArrayList<>();
    Map<@Nullable String, Integer> seen = new HashMap<>();
    for (BenchEvent event : events) {
      // Texts without a key do not wait for each other.
      int wave = event.key() == null ? 0 : seen.merge(event.key(), 1, Integer::sum) - 1;
      if (wave == waves.size()) {
        waves.add(new ArrayList<>());
      }
      waves.get(wave).add(event);
    }
    return waves;
  }
}
