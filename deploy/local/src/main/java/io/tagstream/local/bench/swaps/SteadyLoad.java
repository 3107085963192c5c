package io.tagstream.local.bench.swaps;

import io.tagstream.local.bench.BenchEvent;
import io.tagstream.local.bench.EventSender;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Sends events at a steady rate, whatever becomes of them, on a thread of its own, until it is
 * closed. Most carry the time at which they were due; some are late, so that the model of a record
 * is not always that of its own timestamp.
 */
final class SteadyLoad implements AutoCloseable {
  /** One of so many events is late. */
  private static final int LATE_PART = 16;

  /** By up to so much. */
  private static final int LATE_MILLIS = 1000;

  private final Map<String, Object> client;
  private final String topic;
  private final List<BenchEvent> events;
  private final double rate;
  private final Random random;
  private final Thread thread = new Thread(this::run, "bench-generator");
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private volatile boolean ending;
  private volatile long behindMillis;

  private SteadyLoad(
      Map<String, Object> client, String topic, List<BenchEvent> events, double rate, long seed) {
    this.client = new TreeMap<>(client);
    // Kafka's own preset: a request for each event would take a part of the machine.
    this.client.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    this.topic = topic;
    this.events = events;
    this.rate = rate;
    this.random = new Random(seed);
  }

  /**
   * Begins to send.
   *
   * @param events what is sent, again and again
   * @param rate events a second
   */
  static SteadyLoad start(
      Map<String, Object> client, String topic, List<BenchEvent> events, double rate, long seed) {
    SteadyLoad load = new SteadyLoad(client, topic, events, rate, seed);
    load.thread.setDaemon(true);
    load.thread.start();
    return load;
  }

  private void run() {
    try (EventSender sender = new EventSender(client, topic, /* partitions= */ 1)) {
      long began = System.currentTimeMillis();
      long beganNanos = System.nanoTime();
      for (long i = 0; !ending; i++) {
        long due = (long) (i * 1e9 / rate);
        await(beganNanos + due);
        int late = random.nextInt(LATE_PART) == 0 ? random.nextInt(LATE_MILLIS) : 0;
        sender.send(events.get((int) (i % events.size())), began + due / 1_000_000 - late);
      }
      sender.flush();
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  private void await(long due) {
    long wait = due - System.nanoTime();
    behindMillis = Math.max(behindMillis, -wait / 1_000_000);
    while (wait > 0) {
      LockSupport.parkNanos(wait);
      wait = due - System.nanoTime();
    }
  }

  /** Returns by how much the event that was sent the latest was late. */
  long behindMillis() {
    return behindMillis;
  }

  /** Throws what has stopped it. */
  void requireWell() {
    RuntimeException found = failure.get();
    if (found != null) {
      throw found;
    }
  }

  /** Stops, and waits until the broker has all that was sent. */
  void end() throws InterruptedException {
    ending = true;
    thread.join();
    requireWell();
  }

  @Override
  public void close() {
    ending = true;
  }
}
