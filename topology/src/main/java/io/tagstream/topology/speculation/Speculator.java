package io.tagstream.topology.speculation;

import io.tagstream.topology.config.SpeculationSettings;
import io.tagstream.topology.state.StreamKey;
import io.tagstream.topology.state.StreamStoreReader;
import io.tagstream.topology.tagging.TaggingInput;
import io.tagstream.topology.tagging.TaggingResult;
import io.tagstream.topology.tagging.TextTagging;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tags texts ahead of their turn, in batches, for all stream threads of an application. It is an
 * object among the application's settings: the {@link SpeculationInterceptor} of each consumer
 * finds it there, and so does each tagging processor; {@code Tagstream.configure} puts both in. It
 * lives as long as one of those consumers is open. Safe for use by several threads.
 */
public final class Speculator {
  /** Key of this object among the settings of a consumer. */
  public static final String CONFIG = "tagstream.speculator";

  private static final Logger log = LoggerFactory.getLogger(Speculator.class);

  private final SpeculationSettings settings;
  private final Backlog backlog;
  private final SpeculationMetrics metrics = new SpeculationMetrics();

  private final Map<Place, TaskSpeculation> tasks = new ConcurrentHashMap<>();

  /** Topics whose records come to the processor, and those whose records come changed. */
  private final Set<String> topics = ConcurrentHashMap.newKeySet();

  private final Set<String> givenUp = ConcurrentHashMap.newKeySet();
  private final AtomicLong polled = new AtomicLong();
  private int openConsumers;
  private SpeculatedTask.@Nullable Kind kind;
  private @Nullable InferenceThreads threads;
  private volatile @Nullable Error error;

  /**
   * Where the records of a task are polled: by its thread, whichever other thread had the task
   * before, or has one of another application with the same settings.
   */
  private record Place(Thread thread, int partition) {
    static Place here(int partition) {
      return new Place(Thread.currentThread(), partition);
    }
  }

  public Speculator(SpeculationSettings settings) {
    this.settings = settings;
    this.backlog = new Backlog(settings);
  }

  /**
   * Finds the speculator among the settings of an application.
   *
   * @param prefix of the settings of the consumer
   */
  public static @Nullable Speculator in(Map<String, ?> application, String prefix) {
    return application.get(prefix + CONFIG) instanceof Speculator speculator ? speculator : null;
  }

  /** A consumer has been opened. */
  synchronized void opened() {
    openConsumers++;
    startThreads();
  }

  /** A consumer has been closed; with the last one the threads end. */
  void closed() {
    InferenceThreads ending = null;
    synchronized (this) {
      openConsumers--;
      if (openConsumers == 0) {
        ending = threads;
        threads = null;
        kind = null;
        // Whoever starts again with the same settings has dealt with it.
        error = null;
      }
    }
    if (ending != null) {
      ending.close();
    }
  }

  private void startThreads() {
    if (threads == null && kind != null && openConsumers > 0) {
      threads = new InferenceThreads(settings.threads(), backlog, this, kind);
    }
  }

  /**
   * Begins to tag ahead for a task; the thread of the task calls.
   *
   * @param application metrics of the application
   * @return what is tagged ahead, closed by the thread of the task before its store; null if tasks
   *     of another processor are served already
   */
  public @Nullable TaskSpeculation attach(SpeculatedTask task, StreamsMetrics application) {
    synchronized (this) {
      if (kind == null) {
        kind = task.kind();
      } else if (!kind.equals(task.kind())) {
        log.info("Texts of a second tagging processor are not tagged ahead; they come one by one");
        return null;
      }
      startThreads();
    }
    metrics.addTo(application, backlog::answerBytes);
    task.kind().config().inputTopics().forEach(this::learn);
    TaskSpeculation speculation = new TaskSpeculation(this, backlog, task);
    tasks.put(Place.here(task.id().partition()), speculation);
    return speculation;
  }

  void detach(TaskSpeculation speculation) {
    tasks.values().remove(speculation);
  }

  /** A thread that tagged ahead has ended with an error. */
  void failed(Error ending) {
    error = ending;
  }

  /** Throws the error that has ended a thread, if one has. */
  void throwError() {
    Error ending = error;
    if (ending != null) {
      throw ending;
    }
  }

  /** A record of a topic has come to a processor. */
  void learn(String topic) {
    if (!topic.isEmpty() && !givenUp.contains(topic)) {
      topics.add(topic);
    }
  }

  /** What is made ahead for a topic is of no use. */
  void giveUp(String topic) {
    topics.remove(topic);
    if (givenUp.add(topic)) {
      log.info(
          "Texts of topic {} come one by one from now on: most of them do not come to the tagging"
              + " processor as they were polled, or do not come at all, so tagging them ahead is of"
              + " no use. Let it follow the source directly to have it fast",
          topic);
    }
  }

  /** Takes note of what a consumer has polled; its stream thread calls. */
  void polled(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      TaskSpeculation task = tasks.get(Place.here(partition.partition()));
      if (task != null && topics.contains(partition.topic())) {
        List<ConsumerRecord<byte[], byte[]>> texts = records.records(partition);
        task.polled(partition.topic(), texts, polled.getAndAdd(texts.size()));
      }
    }
  }

  /** Computes a batch; whatever fails, nobody waits for it any longer. */
  void run(List<PolledText> batch, TextTagging tagging) {
    @Nullable TaggingInput[] inputs = new TaggingInput[batch.size()];
    @Nullable TaggingResult[] results = new TaggingResult[batch.size()];
    long begin = System.nanoTime();
    try {
      tag(batch, tagging, inputs, results);
    } catch (RuntimeException failure) {
      log.debug("A batch made ahead has failed", failure);
    } finally {
      metrics.made(results);
      backlog.finish(
          batch, Arrays.asList(inputs), Arrays.asList(results), System.nanoTime() - begin);
    }
  }

  private static void tag(
      List<PolledText> batch,
      TextTagging tagging,
      @Nullable TaggingInput[] inputs,
      @Nullable TaggingResult[] results) {
    List<TaggingInput> read = new ArrayList<>(batch.size());
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = input(batch.get(i), tagging);
      if (inputs[i] != null) {
        read.add(inputs[i]);
      }
    }
    List<TaggingResult> made = tagging.tag(read);
    for (int i = 0, next = 0; i < results.length; i++) {
      results[i] = inputs[i] == null ? null : made.get(next++);
    }
  }

  /** Returns null if the store does not answer, or the record is to be refused. */
  private static @Nullable TaggingInput input(PolledText text, TextTagging tagging) {
    StreamStoreReader store = text.task.store();
    byte[] key = text.record.key();
    try {
      String route = tagging.findRoute(text.record);
      if (route == null) {
        return null;
      }
      if (store == null || key == null) {
        return new TaggingInput(text.record, route, null);
      }
      byte[] stream =
          route.equals(text.streamRoute) ? text.stream : store.read(StreamKey.of(route, key));
      return new TaggingInput(text.record, route, store.alive(stream, text.streamTime));
    } catch (RuntimeException failure) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "speculator";
  }
}
