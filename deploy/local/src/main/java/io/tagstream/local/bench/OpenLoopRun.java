package io.tagstream.local.bench;

import io.tagstream.app.CommandException;
import io.tagstream.app.run.Settings;
import io.tagstream.model.Tagger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to an application at a fixed rate, whatever becomes of them, and measures how late
 * their outputs are. An event carries the time at which it was to be sent, so what waits behind a
 * slow one counts as late, too. Belongs to one thread, which reads; another one sends.
 */
final class OpenLoopRun {
  private static final Duration POLL = Duration.ofMillis(20);

  /** How long after the last event its output may come. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

  /** Before it the first transaction and the first poll are under way. */
  private static final Duration WARM_UP = Duration.ofSeconds(1);

  private final Map<String, Object> client;
  private final Progress progress;
  private final int partitions;
  private final double rate;
  private final int seconds;

  /**
   * Makes a run.
   *
   * @param client where the cluster is and how to log in
   * @param rate events a second
   * @param seconds how long events that count are sent
   */
  OpenLoopRun(
      Map<String, Object> client, Progress progress, int partitions, double rate, int seconds) {
    this.client = client;
    this.progress = progress;
    this.partitions = partitions;
    this.rate = rate;
    this.seconds = seconds;
  }

  /**
   * Measures.
   *
   * @param events what is sent, again and again
   * @param tagger closed with the application
   * @throws CommandException if the application fails, or outputs do not come
   */
  LatencyFigures measure(String name, Settings settings, Tagger tagger, List<BenchEvent> events)
      throws InterruptedException {
    try (Application application = Application.start(name, settings, tagger, partitions);
        KafkaConsumer<byte[], byte[]> reader = reader(application)) {
      application.awaitRunning();
      Schedule schedule = new Schedule(Instant.now().plusMillis(100), System.nanoTime());
      Sending sending = new Sending(schedule, events, application.config().inputTopics().get(0));
      sending.start();
      try {
        return LatencyFigures.of(read(application, reader, schedule, sending), rate);
      } finally {
        sending.interrupt();
        sending.join();
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> reader(Application application) {
    Map<String, Object> settings = new TreeMap<>(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(application.config().outputTopic()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
    return consumer;
  }

  private Histogram read(
      Application application,
      KafkaConsumer<byte[], byte[]> reader,
      Schedule schedule,
      Sending sending)
      throws InterruptedException {
    Histogram histogram = new Histogram(LONGEST_MICROS, 3);
    long first = schedule.begin.plus(WARM_UP).toEpochMilli();
    long read = 0;
    while (read < schedule.events()) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        read++;
        if (record.timestamp() >= first) {
          long micros =
              ChronoUnit.MICROS.between(Instant.ofEpochMilli(record.timestamp()), Instant.now());
          histogram.recordValue(Math.min(LONGEST_MICROS, Math.max(0, micros)));
        }
      }
      application.requireAlive();
      sending.requireWell();
      if (Instant.now().isAfter(schedule.end().plus(PATIENCE))) {
        throw new CommandException(
            "%s: expected the outputs of %d events at %.0f a second, found %d after %d s more; choose a lower --rate."
                .formatted(application.id(), schedule.events(), rate, read, PATIENCE.toSeconds()));
      }
      progress.at(
          read,
          schedule.events(),
          Math.max(0.001, Duration.between(schedule.begin, Instant.now()).toMillis() / 1000.0));
    }
    return histogram;
  }

  /** When which event is due. */
  private final class Schedule {
    private final Instant begin;
    private final long beginNanos;

    Schedule(Instant begin, long now) {
      this.begin = begin;
      this.beginNanos = now + Duration.between(Instant.now(), begin).toNanos();
    }

    long events() {
      return Math.max(1, (long) (rate * (seconds + WARM_UP.toSeconds())));
    }

    private long offsetNanos(long event) {
      return (long) (event * 1e9 / rate);
    }

    Instant timestamp(long event) {
      return begin.plusNanos(offsetNanos(event));
    }

    Instant end() {
      return timestamp(events());
    }

    void await(long event) {
      long due = beginNanos + offsetNanos(event);
      for (long wait = due - System.nanoTime();
          wait > 0 && !Thread.currentThread().isInterrupted();
          wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
    }
  }

  /** Sends every event when it is due, on a thread of its own. */
  private final class Sending extends Thread {
    private final Schedule schedule;
    private final List<BenchEvent> events;
    private final String topic;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    Sending(Schedule schedule, List<BenchEvent> events, String topic) {
      super("bench-generator");
      setDaemon(true);
      this.schedule = schedule;
      this.events = events;
      this.topic = topic;
    }

    @Override
    public void run() {
      try (EventSender sender = new EventSender(client, topic, partitions)) {
        for (long i = 0; i < schedule.events() && !isInterrupted(); i++) {
          schedule.await(i);
          sender.send(events.get((int) (i % events.size())), schedule.timestamp(i).toEpochMilli());
        }
        sender.flush();
      } catch (RuntimeException e) {
        failure.set(e);
      }
    }

    void requireWell() {
      RuntimeException found = failure.get();
      if (found != null) {
        throw found;
      }
    }
  }
}
