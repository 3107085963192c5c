package io.tagstream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.EncoderWork;
import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Open taggers come and go, and none is closed under a call. */
class ResidentTaggersTest {
  private final List<Runnable> closings = new ArrayList<>();
  private final ResidentTaggers residents = new ResidentTaggers(closings::add);

  @Test
  void shouldCloseWhatIsNotWantedButForThoseLeasedLast() {
    CountedTagger old = add("old");
    CountedTagger older = add("older");
    CountedTagger wanted = add("wanted");
    lease("older").close();
    lease("old").close();

    residents.retain(Set.of("wanted"), 1, Duration.ofHours(1));
    assertThat(residents.size()).as("leased lately").isEqualTo(3);
    residents.retain(Set.of("wanted"), 1, Duration.ZERO);

    assertThat(older.closed).hasValue(1);
    assertThat(old.closed).hasValue(0);
    assertThat(wanted.closed).hasValue(0);
    assertThat(residents.lease("older", false)).isNull();
    assertThat(residents.size()).isEqualTo(2);
  }

  @Test
  void shouldCloseWhatIsInUseAfterItsLastLease() {
    CountedTagger tagger = add("a");
    TaggerLease first = lease("a");
    TaggerLease second = lease("a");

    residents.retain(Set.of(), 0, Duration.ZERO);
    first.close();
    first.close();
    assertThat(closings).isEmpty();
    assertThat(second.tagger()).isSameAs(tagger);

    second.close();
    assertThat(tagger.closed).as("by the thread that returns the lease").hasValue(0);
    closings.forEach(Runnable::run);
    assertThat(tagger.closed).hasValue(1);
    assertThatThrownBy(second::tagger).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldLeaseTheOneThatWasLeasedLast() {
    assertThat(residents.leaseLastUsed()).isNull();
    CountedTagger used = add("a");
    add("b");
    lease("a").close();

    try (TaggerLease last = Objects.requireNonNull(residents.leaseLastUsed())) {
      assertThat(last.tagger()).isSameAs(used);
      residents.dismiss("a");
      assertThat(used.closed).hasValue(0);
    }
    closings.forEach(Runnable::run);
    assertThat(used.closed).hasValue(1);
  }

  @Test
  void shouldTakeTheNewerOfTheSameModel() {
    CountedTagger broken = add("a");
    residents.dismiss("a");
    assertThat(residents.contains("a")).isFalse();
    CountedTagger mended = add("a");

    try (TaggerLease lease = lease("a")) {
      assertThat(lease.tagger()).isSameAs(mended);
    }
    assertThat(broken.closed).hasValue(1);
  }

  @Test
  void shouldAddUpWorkThatNeverShrinks() {
    CountedTagger first = add("a");
    CountedTagger second = add("b");
    first.rows = 3;
    second.rows = 4;
    TaggerLease lease = lease("a");
    assertThat(residents.work().rows()).isEqualTo(7);

    residents.retain(Set.of(), 0, Duration.ZERO);
    assertThat(residents.work().rows()).isEqualTo(7);
    first.rows = 5;
    lease.close();
    assertThat(residents.work().rows()).isEqualTo(9);
  }

  @Test
  void shouldCloseAllAndWhatComesTooLate() {
    CountedTagger tagger = add("a");
    residents.close();

    CountedTagger late = add("b");
    assertThat(tagger.closed).hasValue(1);
    assertThat(late.closed).hasValue(1);
    assertThat(residents.lease("b", false)).isNull();
  }

  @Test
  void shouldNeverCloseUnderACall() throws Exception {
    ResidentTaggers shared = new ResidentTaggers(Runnable::run);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    CountDownLatch end = new CountDownLatch(1);
    try {
      List<Future<Integer>> users = new ArrayList<>();
      for (int user = 0; user < 3; user++) {
        Callable<Integer> use =
            () -> {
              int uses = 0;
              while (end.getCount() > 0 || uses == 0) {
                TaggerLease lease = shared.lease("a", false);
                if (lease != null) {
                  try (lease) {
                    ((CountedTagger) lease.tagger()).use();
                    uses++;
                  }
                }
              }
              return uses;
            };
        users.add(threads.submit(use));
      }
      for (int swap = 0; swap < 2_000; swap++) {
        shared.add(new CountedTagger("a"));
        if (swap % 3 == 0) {
          shared.dismiss("a");
        }
      }
      shared.add(new CountedTagger("a"));
      end.countDown();
      for (Future<Integer> user : users) {
        assertThat(user.get()).isPositive();
      }
    } finally {
      end.countDown();
      threads.shutdownNow();
      shared.close();
    }
  }

  private CountedTagger add(String digest) {
    CountedTagger tagger = new CountedTagger(digest);
    residents.add(tagger);
    return tagger;
  }

  private TaggerLease lease(String digest) {
    return Objects.requireNonNull(residents.lease(digest, false));
  }

  /** Counts how often it is closed, and fails a use afterwards or meanwhile. */
  private static final class CountedTagger implements Tagger {
    private final String digest;
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private long rows;

    CountedTagger(String digest) {
      this.digest = digest;
    }

    void use() {
      users.incrementAndGet();
      Thread.onSpinWait();
      if (closed.get() > 0) {
        throw new AssertionError("closed under a call");
      }
      users.decrementAndGet();
    }

    @Override
    public ModelId model() {
      return new ModelId("counted", "1", digest);
    }

    @Override
    public List<Tagging> tag(List<Text> texts) {
      throw new UnsupportedOperationException("nothing is tagged here");
    }

    @Override
    public EncoderWork work() {
      return new EncoderWork(0, rows, 0, 0, 0);
    }

    @Override
    public void close() {
      if (users.get() > 0) {
        throw new AssertionError("closed while in use");
      }
      closed.incrementAndGet();
    }
  }
}
