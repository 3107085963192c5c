package io.tagstream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SingleTaggerTest {

  /** Counts how often it is closed, and how often that happens under a call or before one. */
  private static final class WatchedTagger implements Tagger {
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger crashes = new AtomicInteger();

    @Override
    public ModelId model() {
      return new ModelId("watched", "1", "00");
    }

    @Override
    public List<Tagging> tag(List<Text> texts) {
      calls.incrementAndGet();
      Thread.onSpinWait();
      if (closes.get() > 0) {
        crashes.incrementAndGet();
      }
      calls.decrementAndGet();
      return List.of();
    }

    @Override
    public void close() {
      closes.incrementAndGet();
      if (calls.get() > 0) {
        crashes.incrementAndGet();
      }
    }
  }

  private final WatchedTagger tagger = new WatchedTagger();
  private final SingleTagger taggers = new SingleTagger(tagger);

  @Test
  void shouldLeaseTheTaggerForAnyRouteAndTime() {
    try (TaggerLease one = taggers.at(Taggers.DEFAULT_ROUTE, 0);
        TaggerLease other = taggers.at("other", Long.MAX_VALUE)) {
      assertThat(one.tagger()).isSameAs(tagger);
      assertThat(other.tagger()).isSameAs(tagger);
      assertThat(one.provisional()).isFalse();
    }
    assertThat(tagger.closes).hasValue(0);
  }

  @Test
  void shouldCloseAtOnceIfNothingIsLeased() {
    taggers.close();
    taggers.close();

    assertThat(tagger.closes).hasValue(1);
    assertThatThrownBy(() -> taggers.at(Taggers.DEFAULT_ROUTE, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldCloseWhenTheLastLeaseIsReturned() {
    TaggerLease first = taggers.at(Taggers.DEFAULT_ROUTE, 0);
    TaggerLease second = taggers.at(Taggers.DEFAULT_ROUTE, 0);
    taggers.close();
    first.close();
    first.close();
    assertThat(tagger.closes).hasValue(0);

    second.close();

    assertThat(tagger.closes).hasValue(1);
    assertThatThrownBy(second::tagger).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldNeverCloseTheTaggerUnderACall() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 500; round++) {
        WatchedTagger watched = new WatchedTagger();
        SingleTagger single = new SingleTagger(watched);
        CountDownLatch running = new CountDownLatch(4);
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          callers.add(threads.submit(() -> tagUntilClosed(single, running)));
        }
        running.await();
        single.close();
        for (Future<?> caller : callers) {
          caller.get();
        }
        assertThat(watched.closes).hasValue(1);
        assertThat(watched.crashes).hasValue(0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void tagUntilClosed(SingleTagger taggers, CountDownLatch running) {
    try {
      while (true) {
        try (TaggerLease lease = taggers.at(Taggers.DEFAULT_ROUTE, 0)) {
          lease.tagger().tag(List.of());
        }
        running.countDown();
      }
    } catch (IllegalStateException closed) {
      running.countDown();
    }
  }
}
