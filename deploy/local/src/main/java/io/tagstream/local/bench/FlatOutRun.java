package io.tagstream.local.bench;

import io.tagstream.app.CommandException;
import io.tagstream.app.run.Settings;
import io.tagstream.model.Tagger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/**
 * Lets an application tag all events that lie in its topic, as fast as it can, and measures the
 * middle of it. Belongs to one thread.
 */
final class FlatOutRun {
  /** How often the cluster is asked: often enough to see every commit of exactly-once. */
  private static final Duration POLL = Duration.ofMillis(20);

  /** An application that commits nothing for so long will not do so any more. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Admin admin;
  private final Progress progress;
  private final Workload workload;
  private final int events;

  /**
   * Makes a run.
   *
   * @param admin of the cluster, closed by the caller
   * @param events after how many of those in the input topic the application is closed
   */
  FlatOutRun(Admin admin, Progress progress, Workload workload, int events) {
    this.admin = admin;
    this.progress = progress;
    this.workload = workload;
    this.events = events;
  }

  /**
   * What was so at a commit.
   *
   * @param nanos when it was seen
   * @param events how many had been answered
   */
  private record Mark(long nanos, long events, CpuClock.Reading cpu) {}

  /**
   * Measures.
   *
   * @param name what it is called in failures
   * @param tagger closed with the application
   * @throws CommandException if the application fails, does not go on, or writes dead letters
   */
  ApplicationFigures measure(String name, Settings settings, Tagger tagger)
      throws InterruptedException {
    List<Mark> marks = new ArrayList<>();
    try (Application application =
        Application.start(name, settings, tagger, workload.partitions())) {
      CommittedEvents committed =
          new CommittedEvents(
              admin,
              application.id(),
              workload.guarantee(),
              ends(application.config().outputTopic()));
      CpuClock cpu = new CpuClock(application.id());
      Mark last = new Mark(System.nanoTime(), 0, cpu.read());
      marks.add(last);
      while (last.events < events) {
        Thread.sleep(POLL.toMillis());
        application.requireAlive();
        long count = committed.count();
        if (count > last.events) {
          last = new Mark(System.nanoTime(), count, cpu.read());
          marks.add(last);
          progress.at(count, events, seconds(marks.get(0), last));
        } else {
          requirePatience(name, last);
        }
      }
      requireNoDeadLetters(name, application.config().deadLetterTopic());
      return figures(marks, application.profile(last.events));
    }
  }

  private TopicEnds ends(String topic) {
    return new TopicEnds(admin, topic, workload.partitions());
  }

  private void requireNoDeadLetters(String name, String topic) throws InterruptedException {
    if (ends(topic).sum() > 0) {
      throw new CommandException(
          "%s: expected a tagged text for every event, found dead letters, so that less was done than measured; the first of topic %s says why."
              .formatted(name, topic));
    }
  }

  private void requirePatience(String name, Mark last) {
    Duration silent = Duration.ofNanos(System.nanoTime() - last.nanos);
    if (silent.compareTo(PATIENCE) > 0) {
      throw new CommandException(
          "%s: expected commits as long as there are events, found none for %d s after %d of %d events; --verbose shows why."
              .formatted(name, PATIENCE.toSeconds(), last.events, events));
    }
  }

  private ApplicationFigures figures(List<Mark> marks, Profile profile) {
    Mark end = marks.get(marks.size() - 1);
    for (Mark mark : marks) {
      if (mark.events >= Measured.end(events)) {
        end = mark;
        break;
      }
    }
    Mark begin = marks.get(0);
    for (Mark mark : marks) {
      if (mark.events >= Measured.warmUp(events) && mark.events < end.events) {
        begin = mark;
        break;
      }
    }
    return ApplicationFigures.of(
        end.events - begin.events, seconds(begin, end), begin.cpu, end.cpu, profile, curve(marks));
  }

  private static List<ApplicationFigures.Moment> curve(List<Mark> marks) {
    Mark first = marks.get(0);
    return marks.stream()
        .map(mark -> new ApplicationFigures.Moment(seconds(first, mark), mark.events))
        .toList();
  }

  private static double seconds(Mark begin, Mark end) {
    return (end.nanos - begin.nanos) / 1e9;
  }
}
