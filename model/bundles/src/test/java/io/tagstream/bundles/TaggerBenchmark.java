package io.tagstream.bundles;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.CrfParameters;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.recurrent.RecurrentEncoder;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.model.recurrent.WordFeatures;
import io.tagstream.model.text.Sentence;
import io.tagstream.model.text.TextSegmenter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How many tokens a second the shipped tagger reads on one thread, everything in it but Kafka, and
 * how many each of its parts would read alone. Texts have {@value RequestTexts#TOKENS} tokens, and
 * each call takes the next ones of a supply in which one word in fifteen is a name of its own.
 *
 * <p>{@code tokens} are those of a second by the clock, {@code processor} is the share of it in
 * which the thread had a processor: their quotient, tokens a processor second, stays nearly the
 * same when other processes want the machine, too.
 */
@State(Scope.Thread)
@Threads(1)
@Fork(1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 3)
public class TaggerBenchmark {
  private static final int SUPPLY = 4096;
  private static final long SEED = 7;

  /** Texts a call. */
  @Param({"1", "8", "32", "128"})
  public int batchSize;

  /** Name or directory of a bundle with tags and classes. */
  @Param("assistant")
  public String bundle;

  private final List<List<Text>> texts = new ArrayList<>();
  private final List<List<EncoderInput>> rows = new ArrayList<>();
  private final TextSegmenter segmenter = new TextSegmenter(TextSegmenter.DEFAULT_MAX_TOKENS);
  private BundleTagger tagger;
  private RecurrentEncoder encoder;
  private WordFeatures features;
  private TagDecoder tagDecoder;
  private ClassDecoder classDecoder;
  private final List<List<Encoding>> encodings = new ArrayList<>();
  private int next;

  /** Counts what JMH shows as rates: of the tokens, and of the time the thread had a processor. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counters {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    public long tokens;
    private long begin;

    @Setup(Level.Iteration)
    public void begin() {
      begin = THREADS.getCurrentThreadCpuTime();
    }

    public double processor() {
      return (THREADS.getCurrentThreadCpuTime() - begin) / 1e9;
    }
  }

  @Setup(Level.Trial)
  public void open() throws IOException {
    Bundle opened = Bundles.open(bundle);
    tagger = opened.tagger();
    encoder = RecurrentEncoder.open(opened.files(), opened.descriptor());
    features =
        new WordFeatures(RecurrentTokenizer.read(opened.files().read(BundleFiles.TOKENIZER)));
    List<Text> supply = RequestTexts.of(SUPPLY, SEED);
    for (int begin = 0; begin < SUPPLY; begin += batchSize) {
      List<Text> batch = supply.subList(begin, begin + batchSize);
      texts.add(batch);
      rows.add(batch.stream().map(this::row).toList());
      encodings.add(encoder.encode(rows.get(rows.size() - 1)));
    }
    BundleDescriptor.SlotHead slots = Objects.requireNonNull(opened.descriptor().heads().slots());
    tagDecoder =
        TagDecoder.crf(
            TagSet.of(slots.labels()),
            new ObjectMapper()
                .readValue(opened.files().read(BundleFiles.DECODER), CrfParameters.class));
    classDecoder =
        new ClassDecoder(Objects.requireNonNull(opened.descriptor().heads().classes()).labels());
  }

  private EncoderInput row(Text text) {
    List<Sentence> sentences = segmenter.segment(text.content());
    if (sentences.size() != 1 || sentences.get(0).tokens().size() != RequestTexts.TOKENS) {
      throw new IllegalStateException("texts: expected a sentence of 20 tokens, found another");
    }
    return EncoderInput.of(sentences.get(0).words());
  }

  @Benchmark
  public List<Tagging> tag(Counters counters) {
    count(counters);
    return tagger.tag(texts.get(next));
  }

  @Benchmark
  public List<Encoding> encode(Counters counters) {
    count(counters);
    return encoder.encode(rows.get(next));
  }

  @Benchmark
  public void segment(Counters counters, Blackhole hole) {
    count(counters);
    for (Text text : texts.get(next)) {
      hole.consume(segmenter.segment(text.content()));
    }
  }

  @Benchmark
  public void wordFeatures(Counters counters, Blackhole hole) {
    count(counters);
    for (EncoderInput row : rows.get(next)) {
      for (String word : row.words()) {
        hole.consume(features.ids(word));
      }
    }
  }

  @Benchmark
  public void decode(Counters counters, Blackhole hole) {
    count(counters);
    for (Encoding encoding : encodings.get(next)) {
      hole.consume(tagDecoder.decode(Objects.requireNonNull(encoding.tagLogits())));
      hole.consume(classDecoder.decode(Objects.requireNonNull(encoding.classLogits())));
    }
  }

  private void count(Counters counters) {
    next = (next + 1) % texts.size();
    counters.tokens += (long) batchSize * RequestTexts.TOKENS;
  }

  @TearDown(Level.Trial)
  public void close() {
    tagger.close();
    encoder.close();
  }
}
