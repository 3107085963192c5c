package io.tagstream.local.pipeline;

import io.tagstream.app.Main;
import io.tagstream.app.run.Settings;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A tagging application in a process of its own, so that it can be killed. */
public final class Child implements AutoCloseable {
  /** Options of a JVM that others run beside. */
  private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /** Starts an application with a settings file. */
  static Child start(Path settings, Path log) throws IOException {
    return start(settings, log, SMALL);
  }

  /** The same, with options for the JVM. */
  static Child start(Path settings, Path log, List<String> options) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(options, Child.class, settings.toString()));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new Child(builder.start());
  }

  /**
   * Starts {@code tagstream run} with a settings file.
   *
   * @param log where all that it says goes
   */
  public static Child run(Path settings, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(SMALL, Main.class, "run", "--config", settings.toString()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new Child(builder.start());
  }

  private static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** What runs in the process. */
  public static void main(String[] arguments) throws InterruptedException {
    Thread asked = new Thread(Child::tellFigures, "asked");
    asked.setDaemon(true);
    asked.start();
    try (Pipeline pipeline = Pipeline.start(Settings.read(Path.of(arguments[0])))) {
      pipeline.awaitEnd();
    }
  }

  /** Tells what became of answers made ahead, whenever a line comes in. */
  private static void tellFigures() {
    try (BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (questions.readLine() != null) {
        System.out.println(Figures.OF_PROCESS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks the process what became of answers made ahead, and adds that to other figures. */
  void addFiguresTo(Figures figures) throws IOException {
    BufferedWriter questions = process.outputWriter(StandardCharsets.UTF_8);
    questions.newLine();
    questions.flush();
    String line = process.inputReader(StandardCharsets.UTF_8).readLine();
    figures.add(Objects.requireNonNull(line, "the process has ended"));
  }

  /** Asks the process to end, as {@code kill} does, and waits until it has. */
  void end() {
    process.destroy();
    process.onExit().join();
  }

  /** Returns the memory the process has in use, in MiB, as Linux counts it. */
  long residentMib() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /** Returns whether the process is running. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the number of the process, for tools that look into it. */
  long pid() {
    return process.pid();
  }

  /** Kills the process as {@code kill -9} does; nothing in it has a chance to finish. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
