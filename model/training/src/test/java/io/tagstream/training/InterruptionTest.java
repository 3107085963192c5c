package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InterruptionTest {
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final CountDownLatch announced = new CountDownLatch(1);
  private final Interruption interruption =
      new Interruption(
          () -> {
            said.add("ending");
            announced.countDown();
          },
          () -> said.add("farewell"));

  @Test
  void shouldStopOnceItIsAskedTo() {
    assertThatCode(interruption::check).doesNotThrowAnyException();

    interruption.request();

    assertThatThrownBy(interruption::check).isInstanceOf(TrainingInterruptedException.class);
    assertThatThrownBy(interruption::watch).isInstanceOf(TrainingInterruptedException.class);
    interruption.close();
  }

  @Test
  void shouldAnswerAtOnceAndSayFarewellWhenTheTrainingHasStopped() throws InterruptedException {
    Thread ending = end();

    assertThat(said).containsExactly("ending");
    assertThatThrownBy(interruption::check).isInstanceOf(TrainingInterruptedException.class);
    assertThat(said).containsExactly("ending");
    interruption.close();
    ending.join();

    assertThat(said).containsExactly("ending", "farewell");
  }

  @Test
  void shouldSayNoFarewellToATrainingThatGotDone() throws InterruptedException {
    Thread ending = end();

    interruption.close();
    ending.join();

    assertThat(said).containsExactly("ending");
  }

  private Thread end() throws InterruptedException {
    Thread ending = new Thread(interruption::end);
    ending.start();
    announced.await();
    return ending;
  }
}
