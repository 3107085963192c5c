package io.tagstream.training.network;

import com.sun.management.OperatingSystemMXBean;
import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.recurrent.WordIds;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How fast a network is trained and how much memory that takes, beside libtorch's own LSTM module
 * of the same size. Both learn made-up sentences of the shape of SNIPS (11,000 words, 39 slots, 7
 * classes, 32 sentences a step), each in a process of its own, one after the other.
 */
final class TrainingSpeedBenchmark {
  static final int VOCABULARY = 11_000;
  static final int TAGS = 79;
  static final int CLASSES = 7;
  static final int HIDDEN_SIZE = 200;

  private static final int FEATURES = 9;
  private static final int BUCKETS = 16_384;
  private static final int CHARACTERS = 60;
  private static final int BATCH_SIZE = 32;
  private static final int BATCHES = 40;
  private static final double WARM_UP_SECONDS = 4;
  private static final double SECONDS = 12;
  private static final double LEARNING_RATE = 0.002;
  private static final String HEAD = "snips";

  private TrainingSpeedBenchmark() {}

  /** Takes a step on a batch of sentences. */
  interface Stepper extends AutoCloseable {
    void step(List<TrainingSentence> sentences);

    @Override
    void close();
  }

  /** Measures all, or what the arguments name: {@code tagstream|libtorch TOKENS THREADS}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0) {
      measure(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
      return;
    }
    PrintStream out = System.out;
    out.println(
        "| what | tokens a sentence | threads | tokens a second |"
            + " tokens a processor second | peak memory |");
    out.println("|---|---|---|---|---|---|");
    out.flush();
    for (String tokens : List.of("9", "20")) {
      for (String threads : List.of("1", "2")) {
        for (String what : List.of("tagstream", "libtorch")) {
          start(what, tokens, threads);
        }
      }
    }
  }

  private static void start(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.add(TrainingSpeedBenchmark.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    // A thread that spins while it waits takes the other one's processor.
    process.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    if (process.start().waitFor() != 0) {
      throw new IllegalStateException(command + ": expected it to end well");
    }
  }

  private static void measure(String what, int tokens, int threads) throws IOException {
    List<List<TrainingSentence>> batches = batches(tokens);
    double wall;
    double processor;
    long read = 0;
    try (Stepper stepper = what.equals("tagstream") ? tagstream(threads) : libtorch(threads)) {
      int next = 0;
      for (long end = end(WARM_UP_SECONDS); System.nanoTime() < end; next++) {
        stepper.step(batches.get(next % BATCHES));
      }
      long begin = System.nanoTime();
      long beginProcessor = processorNanos();
      for (long end = end(SECONDS); System.nanoTime() < end; next++) {
        List<TrainingSentence> batch = batches.get(next % BATCHES);
        stepper.step(batch);
        read += batch.stream().mapToInt(sentence -> sentence.words().size()).sum();
      }
      wall = (System.nanoTime() - begin) / 1e9;
      processor = (processorNanos() - beginProcessor) / 1e9;
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %,.0f | %,.0f | %s |%n",
        what,
        tokens,
        threads,
        read / wall,
        read / processor,
        peakMemory());
  }

  private static long end(double seconds) {
    return System.nanoTime() + (long) (seconds * 1e9);
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static String peakMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
        .findFirst()
        .orElse("unknown");
  }

  private static Stepper tagstream(int threads) {
    NetworkParts parts =
        new NetworkParts(
            new TokenInput(
                new WordTable(VOCABULARY, 100),
                new AffixTable(BUCKETS, FEATURES, 16),
                new CharacterFilters(CHARACTERS, 30, 100)),
            new RecurrentStack(Cell.LSTM, Direction.BIDIRECTIONAL, 1, false, HIDDEN_SIZE),
            Map.of(HEAD, new SlotHead(TAGS, DecoderKind.CRF, null)),
            Map.of(HEAD, new ClassHead(CLASSES, ClassPooling.ATTENTION, 100)));
    Optimization optimization =
        new Optimization(
            OptimizerKind.ADAM,
            0,
            5,
            0.998,
            new Dropout(0.3, 0.3, 0.4, 0.05),
            Smoothing.NONE,
            /* consistency= */ 0,
            /* classWeight= */ 1,
            /* truncation= */ 0,
            threads);
    TaggerNetwork network = new TaggerNetwork(parts, optimization, ClassWeights.NONE, 1);
    return new Stepper() {
      @Override
      public void step(List<TrainingSentence> sentences) {
        network.step(TrainingStream.each(sentences), LEARNING_RATE);
      }

      @Override
      public void close() {
        network.close();
      }
    };
  }

  private static Stepper libtorch(int threads) {
    int width = 100 + FEATURES * 16 + 100;
    return new LibtorchTagger(VOCABULARY, width, HIDDEN_SIZE, TAGS, HEAD, threads);
  }

  /** Frequent words come often, as in language. */
  private static List<List<TrainingSentence>> batches(int tokens) {
    Random random = new Random(3);
    List<WordIds> words = new ArrayList<>();
    for (int word = 0; word < VOCABULARY - 2; word++) {
      words.add(
          new WordIds(
              word + 2,
              random.ints(FEATURES, 1, BUCKETS).toArray(),
              random.ints(2 + random.nextInt(9), 2, CHARACTERS).toArray()));
    }
    List<List<TrainingSentence>> batches = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      List<TrainingSentence> sentences = new ArrayList<>();
      // Rows of like length are batched together.
      int length = tokens - 2 + random.nextInt(5);
      for (int row = 0; row < BATCH_SIZE; row++) {
        sentences.add(sentence(random, words, length));
      }
      batches.add(sentences);
    }
    return batches;
  }

  private static TrainingSentence sentence(Random random, List<WordIds> words, int length) {
    List<WordIds> chosen = new ArrayList<>();
    int[] tags = new int[length];
    for (int token = 0; token < length; token++) {
      double rank = Math.pow(words.size(), random.nextDouble());
      chosen.add(words.get((int) rank - 1));
      tags[token] = random.nextInt(3) == 0 ? 1 + 2 * random.nextInt(TAGS / 2) : 0;
    }
    return new TrainingSentence(chosen, Map.of(HEAD, tags), Map.of(HEAD, random.nextInt(CLASSES)));
  }
}
