package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  @Test
  void shouldTellTheEndOfTheProcessInsteadOfWhatFailsBecauseOfIt() throws Exception {
    Interruption.Work failing =
        () -> {
          throw new IllegalStateException("Shutdown in progress");
        };
    assertThatThrownBy(() -> interruption.during(failing))
        .as("the process does not end")
        .isInstanceOf(IllegalStateException.class);
    Interruption.Work broken =
        () -> {
          throw new ExceptionInInitializerError("Shutdown in progress");
        };

    interruption.request();

    assertThatThrownBy(() -> interruption.during(failing))
        .isInstanceOf(TrainingInterruptedException.class);
    assertThatThrownBy(() -> interruption.during(broken))
        .isInstanceOf(TrainingInterruptedException.class);
  }

  @Test
  void shouldSayFarewellItselfWhereTheProcessEndsTooEarlyToWatchForIt() throws Exception {
    for (String early : List.of("watch", "load")) {
      assertThat(outputOf(EndingProcess.class, early)).isEqualTo("farewell interrupted");
    }
  }

  private static String outputOf(Class<?> main, String argument) throws Exception {
    String classes =
        location(Interruption.class) + File.pathSeparator + location(InterruptionTest.class);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes,
                main.getName(),
                argument)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }

  private static Path location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Trains while it ends. */
  static final class EndingProcess {
    private EndingProcess() {}

    public static void main(String... arguments) {
      boolean watches = arguments[0].equals("watch");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> train(watches)));
    }

    private static void train(boolean watches) {
      try (Interruption interruption =
          new Interruption(() -> {}, () -> System.out.print("farewell "))) {
        interruption.during(
            watches
                ? interruption::watch
                : () -> Runtime.getRuntime().addShutdownHook(new Thread()));
      } catch (TrainingInterruptedException e) {
        System.out.print("interrupted");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Thread end() throws InterruptedException {
    Thread ending = new Thread(interruption::end);
    ending.start();
    announced.await();
    return ending;
  }
}
