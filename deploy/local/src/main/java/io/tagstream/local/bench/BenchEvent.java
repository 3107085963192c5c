package io.tagstream.local.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An event to be tagged.
 *
 * @param key whose it is, or {@code null} if its text stands alone
 * @param text what is said
 */
public record BenchEvent(@Nullable String key, String text) {

  /** Makes the events of a workload, always the same. */
  public static List<BenchEvent> of(Workload workload) {
    Random random = new Random(workload.seed());
    SpokenCommands commands = new SpokenCommands(random);
    Lengths lengths = workload.lengths();
    List<BenchEvent> events = new ArrayList<>(workload.events());
    for (int i = 0; i < workload.events(); i++) {
      int words = lengths.least() + random.nextInt(lengths.most() - lengths.least() + 1);
      events.add(new BenchEvent(key(workload, random), commands.next(words)));
    }
    return events;
  }

  private static @Nullable String key(Workload workload, Random random) {
    return switch (workload.key()) {
      case UNIFORM -> "key-" + random.nextInt(workload.keys());
      case HOT -> "key-0";
      case NULL -> null;
    };
  }
}
