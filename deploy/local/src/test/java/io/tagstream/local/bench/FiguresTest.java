package io.tagstream.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void shouldDivideWhatWasUsedByTheEventsInBetween() {
    CpuClock.Reading begin =
        new CpuClock.Reading(Map.of(CpuGroup.STREAM, 5_000L, CpuGroup.PRODUCER, 1_000L), 10_000);
    CpuClock.Reading end =
        new CpuClock.Reading(
            Map.of(CpuGroup.STREAM, 405_000L, CpuGroup.PRODUCER, 101_000L), 2_010_000);

    ApplicationFigures figures = ApplicationFigures.of(10, 0.5, begin, end, profile(), List.of());

    assertThat(figures.eventsPerSecond()).isEqualTo(20);
    assertThat(figures.cpuMicros())
        .isEqualTo(Map.of("stream", 40.0, "producer", 10.0, "inference", 0.0, "background", 0.0));
    assertThat(figures.cpuMicrosPerEvent()).isEqualTo(50);
    assertThat(figures.processCpuMicrosPerEvent()).isEqualTo(200);
  }

  @Test
  void shouldReadPercentilesInMilliseconds() {
    LatencyFigures latency = latency();

    assertThat(latency.p50()).isCloseTo(500, within(1.0));
    assertThat(latency.p99()).isCloseTo(990, within(1.0));
    assertThat(latency.max()).isCloseTo(1000, within(1.0));
    assertThat(latency.events()).isEqualTo(1000);
    assertThat(latency.curve()).last().extracting(point -> point.share()).isEqualTo(1.0);
  }

  @Test
  void shouldGiveOneObjectAsTheContractHasIt() throws Exception {
    JsonNode json = new ObjectMapper().valueToTree(report());

    assertThat(json.at("/limit/eventsPerSecond").asDouble()).isEqualTo(5000);
    assertThat(json.at("/limit/cpuMicrosPerEvent").asDouble()).isEqualTo(200);
    assertThat(json.at("/kafka/cpuMicrosPerEvent").asDouble()).isEqualTo(100);
    assertThat(json.at("/plain/eventsPerSecond").asDouble()).isEqualTo(1000);
    assertThat(json.at("/speculative/latencyMillis/p50").asDouble()).isCloseTo(500, within(1.0));
    assertThat(json.at("/speculative/latencyMillis/p99").isNumber()).isTrue();
    assertThat(json.at("/kafka/latencyMillis").isMissingNode()).isTrue();
    assertThat(json.at("/plain/commits").isMissingNode()).isTrue();
  }

  @Test
  void shouldPrintWhatTheFiguresComeTo() {
    StringWriter out = new StringWriter();

    new BenchTable(new PrintWriter(out)).print(report());

    assertThat(out.toString())
        .contains("Others keep this machine busy")
        .contains("3.50 times those of plain (aim: 3.0)")
        .contains("300.0 us (aim: at most 1.3 x limit + kafka = 360.0)")
        .contains("median latency: 500.2 ms (aim: at most that of plain, 500.2)")
        .contains("900 answers made ahead, 30.0 in a call; 890 used, missed {other-state=7}")
        .contains("16,000 of speculative are those of plain");
  }

  private static BenchReport report() {
    return new BenchReport(
        new LimitFigures(5000, 200, 32, new TreeMap<>(Map.of(32, 5000.0))),
        application(9000, 100),
        application(1000, 600).with(latency()),
        application(3500, 300).with(latency()),
        16_000,
        Map.of("bundle", "assistant 3.0.0"),
        Map.of("processors", 2, Machine.BUSY, true));
  }

  private static ApplicationFigures application(double perSecond, double micros) {
    return new ApplicationFigures(
        perSecond, micros, Map.of("stream", micros), 2 * micros, 100, profile(), null, List.of());
  }

  private static Profile profile() {
    return new Profile(
        900, 890, new TreeMap<>(Map.of("other-state", 7L)), 30, 31, 0.04, 1, 2, 3, 4);
  }

  private static LatencyFigures latency() {
    Histogram histogram = new Histogram(3);
    LongStream.rangeClosed(1, 1000).forEach(millis -> histogram.recordValue(millis * 1000));
    return LatencyFigures.of(histogram, 100);
  }
}
