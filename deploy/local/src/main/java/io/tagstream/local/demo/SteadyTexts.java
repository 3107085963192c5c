package io.tagstream.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends the texts of the demo over and over, at a steady rate. Runs on a thread of its own. */
final class SteadyTexts implements Callable<Integer> {
  /** Texts a second; a small part of what a machine can tag. */
  static final int PER_SECOND = 200;

  private static final int SPEAKERS = 50;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final TextSender sender;
  private final CountDownLatch end = new CountDownLatch(1);

  SteadyTexts(TextSender sender) {
    this.sender = sender;
  }

  /** Lets it end. */
  void end() {
    end.countDown();
  }

  /** Sends until it is to end; returns how many texts were sent. */
  @Override
  public Integer call() throws InterruptedException {
    List<Utterance> conversation = Utterance.conversation();
    long begin = System.nanoTime();
    int sent = 0;
    while (!end.await(TICK_NANOS, TimeUnit.NANOSECONDS)) {
      long due = (System.nanoTime() - begin) * PER_SECOND / TimeUnit.SECONDS.toNanos(1);
      List<Utterance> now = new ArrayList<>();
      for (; sent < due; sent++) {
        Utterance next = conversation.get(sent % conversation.size());
        now.add(new Utterance("speaker-" + sent % SPEAKERS, next.text()));
      }
      sender.send(now);
    }
    return sent;
  }
}
