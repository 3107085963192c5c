package io.tagstream.local.bench.swaps;

import io.tagstream.app.CommandException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The process that tags, as the process that started it sees it. Belongs to one thread, which
 * closes it; it also ends when this process does.
 */
final class Processor implements AutoCloseable {
  private static final int END_WITHIN_SECONDS = 60;

  /** Lines of the log that are shown when it fails. */
  private static final int SHOWN = 12;

  /** Options of this process that are no size of its own. */
  private static final List<String> INHERITED =
      List.of("-XX:+Use", "--enable-native", "--sun-misc");

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter questions;
  private final Path log;

  private Processor(Process process, Path log) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param heapMib size of its heap, all of it taken at the start, so that what grows is not the
   *     heap
   * @param settings the file it reads
   * @param latencies the file it writes
   * @param log where its log goes
   */
  static Processor start(int heapMib, Path settings, Path latencies, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> INHERITED.stream().anyMatch(option::startsWith))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Dfile.encoding=UTF-8",
            "-Xms%dm".formatted(heapMib),
            "-Xmx%dm".formatted(heapMib),
            "-XX:+AlwaysPreTouch",
            "-cp",
            System.getProperty("java.class.path"),
            ProcessorMain.class.getName(),
            settings.toString(),
            latencies.toString()));
    try {
      return new Processor(new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("No process can be started: " + e.getMessage(), e);
    }
  }

  /**
   * Waits until it tags.
   *
   * @throws CommandException if it ends instead
   */
  void awaitReady() {
    if (!ProcessorMain.READY.equals(answer())) {
      throw failed();
    }
  }

  /** Asks for its figures, as {@link ProcessorFigures} in JSON. */
  String ask() {
    try {
      questions.newLine();
      questions.flush();
    } catch (IOException e) {
      throw failed();
    }
    return answer();
  }

  private String answer() {
    try {
      String line = answers.readLine();
      if (line != null) {
        return line;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The process that tags cannot be heard", e);
    }
    throw failed();
  }

  /** Returns its number. */
  long pid() {
    return process.pid();
  }

  /**
   * Looks whether it goes on.
   *
   * @throws CommandException if it ended by itself
   */
  void requireAlive() {
    if (!process.isAlive()) {
      throw failed();
    }
  }

  /**
   * Lets it finish what it has begun, and waits until it has ended.
   *
   * @throws CommandException if it does not end, or ends with a failure
   */
  void end() throws InterruptedException {
    try {
      questions.close();
    } catch (IOException e) {
      throw failed();
    }
    if (!process.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw failed();
    }
  }

  private CommandException failed() {
    String state =
        process.isAlive()
            ? "goes on"
            : "ended with exit code " + process.onExit().join().exitValue();
    return new CommandException(
        "The process that tags should start, answer and end when it is asked to; it %s. Its log ends%n%s"
            .formatted(state, lastLines()));
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          System.lineSeparator(), lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
    } catch (IOException e) {
      return "unread: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
