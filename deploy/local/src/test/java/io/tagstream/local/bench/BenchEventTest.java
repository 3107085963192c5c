package io.tagstream.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.topology.config.StreamMode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BenchEventTest {

  @Property(tries = 50)
  void shouldMakeTextsOfEveryLengthThatIsAskedFor(
      @ForAll @IntRange(min = 1, max = 60) int least,
      @ForAll @IntRange(max = 30) int more,
      @ForAll long seed) {
    Lengths lengths = new Lengths(least, least + more);

    Set<Integer> found =
        BenchEvent.of(workload(KeyChoice.HOT, lengths, 40 * (more + 1), seed)).stream()
            .map(event -> event.text().split(" ", -1).length)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(found).first().isEqualTo(lengths.least());
    assertThat(found).last().isEqualTo(lengths.most());
  }

  @Test
  void shouldMakeTheSameEventsOfTheSameSeedAlone() {
    Lengths lengths = new Lengths(9, 20);
    List<BenchEvent> events = BenchEvent.of(workload(KeyChoice.UNIFORM, lengths, 100, 7));

    assertThat(BenchEvent.of(workload(KeyChoice.UNIFORM, lengths, 100, 7))).isEqualTo(events);
    assertThat(BenchEvent.of(workload(KeyChoice.UNIFORM, lengths, 100, 8))).isNotEqualTo(events);
  }

  @Test
  void shouldUseWordsThatAreOftenSaidAndSomeThatNobodyKnows() {
    List<String> words =
        BenchEvent.of(workload(KeyChoice.NULL, new Lengths(9, 20), 2000, 1)).stream()
            .flatMap(event -> Stream.of(event.text().split(" ", -1)))
            .toList();

    long different = words.stream().distinct().count();
    assertThat(words).contains("play", "book", "weather", "seven").noneMatch(String::isEmpty);
    assertThat(words).noneMatch(word -> word.contains("<") || word.contains(">"));
    // Every tenth to thirtieth word is a name that does not come again.
    assertThat(different).isBetween(words.size() / 30L, words.size() / 10L);
  }

  @Test
  void shouldSpreadEventsOverKeys() {
    assertThat(keys(KeyChoice.UNIFORM)).hasSize(1000).contains("key-0", "key-999");
    assertThat(keys(KeyChoice.HOT)).hasSize(1);
    assertThat(keys(KeyChoice.NULL)).containsExactly("none");
  }

  private static Set<String> keys(KeyChoice choice) {
    return BenchEvent.of(workload(choice, new Lengths(2, 2), 20_000, 1)).stream()
        .map(event -> event.key() == null ? "none" : event.key())
        .collect(Collectors.toSet());
  }

  static Workload workload(KeyChoice key, Lengths lengths, int events, long seed) {
    return new Workload(
        "assistant",
        StreamMode.UTTERANCE,
        Guarantee.EXACTLY_ONCE,
        key,
        1000,
        lengths,
        events,
        1,
        1,
        1,
        seed);
  }
}
