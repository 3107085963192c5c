package io.tagstream.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WavesTest {

  @Property(tries = 200)
  void shouldReadEveryEventOnceAndThoseOfAKeyInOrder(
      @ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> keys,
      @ForAll @IntRange(min = 1, max = 10) int batchSize) {
    List<BenchEvent> events =
        IntStream.range(0, keys.size())
            .mapToObj(i -> new BenchEvent("key-" + keys.get(i), "x".repeat(i * 7 % 11) + i))
            .toList();

    List<List<BenchEvent>> batches = Waves.batches(events, batchSize);

    Map<String, List<BenchEvent>> read = new HashMap<>();
    for (List<BenchEvent> batch : batches) {
      assertThat(batch).hasSizeBetween(1, batchSize);
      assertThat(batch.stream().map(BenchEvent::key)).doesNotHaveDuplicates();
      batch.forEach(event -> read.computeIfAbsent(key(event), k -> new ArrayList<>()).add(event));
    }
    Map<String, List<BenchEvent>> said = new HashMap<>();
    events.forEach(event -> said.computeIfAbsent(key(event), k -> new ArrayList<>()).add(event));
    assertThat(read).isEqualTo(said);
  }

  @Test
  void shouldPutTextsOfALengthIntoABatch() {
    List<BenchEvent> events =
        IntStream.of(9, 1, 8, 2).mapToObj(n -> new BenchEvent(null, "x".repeat(n))).toList();

    assertThat(Waves.batches(events, 2))
        .containsExactly(
            List.of(new BenchEvent(null, "x"), new BenchEvent(null, "xx")),
            List.of(new BenchEvent(null, "x".repeat(8)), new BenchEvent(null, "x".repeat(9))));
  }

  private static String key(BenchEvent event) {
    return String.valueOf(event.key());
  }
}
