package io.tagstream.testkit;

import io.tagstream.topology.Tagstream;
import io.tagstream.topology.speculation.SpeculationInterceptor;
import io.tagstream.topology.speculation.Speculator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Shows the records of a test driver to its speculator before they are piped, as a consumer does:
 * the driver has none. Records of the one partition are known by their index, which the driver
 * gives them as offset.
 */
final class PolledAhead implements AutoCloseable {
  private final Map<String, Object> settings;
  private final SpeculationInterceptor consumer = new SpeculationInterceptor();

  /**
   * @param settings of {@code tagstream.speculation}, and others
   */
  PolledAhead(Map<String, ?> settings) {
    this.settings = Tagstream.configure(settings);
    consumer.configure(
        Map.of(
            Speculator.CONFIG,
            Optional.ofNullable(this.settings.get("main.consumer." + Speculator.CONFIG))
                .orElseThrow()));
  }

  /** Gives a driver the settings, and the speculator among them. */
  TaggingTestDriver.Builder in(TaggingTestDriver.Builder builder) {
    settings.forEach(builder::set);
    return builder;
  }

  /** Polls records. */
  void poll(String topic, long firstOffset, List<TestRecord<byte[], byte[]>> records) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
    for (TestRecord<byte[], byte[]> record : records) {
      polled.add(polled(topic, firstOffset + polled.size(), record));
    }
    consumer.onConsume(new ConsumerRecords<>(Map.of(partition, polled), Map.of()));
  }

  private static ConsumerRecord<byte[], byte[]> polled(
      String topic, long offset, TestRecord<byte[], byte[]> record) {
    return new ConsumerRecord<>(
        topic,
        0,
        offset,
        record.timestamp(),
        TimestampType.CREATE_TIME,
        -1,
        -1,
        record.key(),
        record.value(),
        new RecordHeaders(record.headers()),
        Optional.empty());
  }

  /** Returns a total of the metrics of Tagstream, over all tags. */
  static long total(TaggingTestDriver driver, String name) {
    return (long)
        driver.kafkaDriver().metrics().values().stream()
            .filter(metric -> metric.metricName().group().equals("tagstream-metrics"))
            .filter(metric -> metric.metricName().name().equals(name))
            .map(Metric::metricValue)
            .mapToDouble(value -> ((Number) value).doubleValue())
            .sum();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
