package io.tagstream.local.bench.swaps;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.app.Logging;
import io.tagstream.app.run.Settings;
import io.tagstream.app.run.StopSignal;
import io.tagstream.app.run.StreamsProcess;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.control.ModelControl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What runs in the process that tags: what {@code run} starts, with two interceptors that measure.
 * It says {@value #READY} on standard output once it tags, answers every line of standard input
 * with its figures, and ends when there are no more: so it ends with the process that started it.
 */
public final class ProcessorMain {
  /** What is said once records are tagged. */
  static final String READY = "ready";

  private static final Duration START_WITHIN = Duration.ofMinutes(1);

  private ProcessorMain() {}

  /**
   * Runs the process.
   *
   * @param arguments the file of settings, and the file to write latencies to
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Logging.configure(Logging.Level.SERVICE);
    try (LatencyRecorder recorder = new LatencyRecorder(Path.of(arguments[1]))) {
      Settings settings = measured(Settings.read(Path.of(arguments[0])), recorder);
      try (ModelControl models = ModelControl.start(settings.tagging());
          StopSignal stop = StopSignal.install()) {
        models.awaitReady();
        tag(settings, models, stop);
      }
    }
  }

  private static void tag(Settings settings, ModelControl models, StopSignal stop)
      throws IOException, InterruptedException {
    try (StreamsProcess process = StreamsProcess.start(settings, models, stop)) {
      watch(process, stop);
      process.awaitRunning(START_WITHIN);
      System.out.println(READY);
      answerQuestions(process);
    }
  }

  /** Adds the interceptors; that of the consumer comes before the one that tags ahead. */
  private static Settings measured(Settings settings, LatencyRecorder recorder) {
    TaggingConfig config = settings.tagging();
    Map<String, Object> more = new TreeMap<>(config.originals());
    more.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        PolledInterceptor.class.getName());
    more.put(StreamsConfig.mainConsumerPrefix(LatencyRecorder.CONFIG), recorder);
    more.put(
        StreamsConfig.producerPrefix(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG),
        ForwardedInterceptor.class.getName());
    more.put(StreamsConfig.producerPrefix(LatencyRecorder.CONFIG), recorder);
    more.put(
        StreamsConfig.producerPrefix(ForwardedInterceptor.TOPICS),
        Set.of(config.outputTopic(), config.deadLetterTopic()));
    return Settings.of(more);
  }

  /** Ends the process at once if the streams end by themselves: nobody would tag any more. */
  private static void watch(StreamsProcess process, StopSignal stop) {
    Thread watch =
        new Thread(
            () -> {
              try {
                stop.await();
                process.requireAlive();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                System.err.println(e.getMessage());
                Runtime.getRuntime().halt(1);
              }
            },
            "bench-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void answerQuestions(StreamsProcess process) throws IOException {
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    ObjectMapper json = new ObjectMapper();
    while (questions.readLine() != null) {
      System.out.println(json.writeValueAsString(ProcessorFigures.of(process.metrics())));
    }
  }
}
