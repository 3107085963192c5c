package io.tagstream.model.recurrent;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.tagstream.model.TaggingException;
import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.EncoderDescriptor;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.RecurrentState;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent network with forward layers and, on top of them, backward ones (after Schuster &amp;
 * Paliwal 1997) on ONNX Runtime. {@link #encode} may be called by several threads at once and works
 * on the calling one; whoever opened an encoder closes it, after the last call.
 *
 * <p>A row gives the same bits alone and in any batch: every operation of the graph adds up the
 * numbers of a row in an order that does not depend on other rows or on padding.
 */
public final class RecurrentEncoder implements Encoder {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final RecurrentShape shape;
  private final OrtSession wordSession;
  private final WordVectors wordVectors;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RecurrentEncoder(
      OrtEnvironment environment,
      OrtSession wordSession,
      OrtSession session,
      RecurrentShape shape,
      WordFeatures features) {
    this.environment = environment;
    this.session = session;
    this.shape = shape;
    this.wordSession = wordSession;
    wordVectors = new WordVectors(environment, wordSession, features);
  }

  /**
   * Opens the encoder of a bundle.
   *
   * @param files the files of the bundle
   * @param descriptor what its {@code bundle.json} says
   * @return an encoder the caller closes
   * @throws BundleException if the graph or the tokenizer cannot be read, or the two and the
   *     descriptor do not belong together
   */
  public static RecurrentEncoder open(BundleFiles files, BundleDescriptor descriptor) {
    if (!(descriptor.encoder() instanceof EncoderDescriptor.Recurrent encoder)) {
      throw new IllegalArgumentException(
          "descriptor.encoder: expected a recurrent one, found " + descriptor.encoder());
    }
    BundleDescriptor.SlotHead slots = descriptor.heads().slots();
    BundleDescriptor.ClassHead classes = descriptor.heads().classes();
    RecurrentShape shape =
        new RecurrentShape(
            encoder.cell(),
            encoder.layers(),
            encoder.hiddenSize(),
            slots == null ? 0 : TagSet.of(slots.labels()).size(),
            classes == null ? 0 : classes.labels().size());
    byte[] graph = files.read(BundleFiles.MODEL);
    byte[] words = files.read(BundleFiles.WORDS);
    String subject = files.location() + "/" + BundleFiles.MODEL;
    return open(subject, words, graph, tokenizer(files), shape);
  }

  private static RecurrentTokenizer tokenizer(BundleFiles files) {
    try {
      return RecurrentTokenizer.read(files.read(BundleFiles.TOKENIZER));
    } catch (IOException e) {
      throw BundleException.causedBy(
          e,
          BundleException.Reason.BAD_TOKENIZER,
          files.location() + "/" + BundleFiles.TOKENIZER,
          "the word table, affixes and characters of a recurrent encoder",
          String.valueOf(e.getMessage()),
          "write bundles with 'tagstream train' and change no file of them by hand");
    }
  }

  /**
   * Opens graphs held in memory.
   *
   * @param subject what to call the graphs in messages
   * @param words the graph of words
   * @param sentences the graph of sentences; {@link RecurrentGraph} has the inputs and outputs
   * @param tokenizer how words become rows of its tables
   * @param shape what the graphs must look like
   * @return an encoder the caller closes
   * @throws BundleException if a graph cannot be read or is of another shape
   */
  public static RecurrentEncoder open(
      String subject,
      byte[] words,
      byte[] sentences,
      RecurrentTokenizer tokenizer,
      RecurrentShape shape) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession wordSession = null;
    OrtSession session = null;
    try (OrtSession.SessionOptions options = options()) {
      wordSession = environment.createSession(words, options);
      session = environment.createSession(sentences, options);
      new GraphCheck(subject).verify(wordSession, session, shape, tokenizer);
      return new RecurrentEncoder(
          environment, wordSession, session, shape, new WordFeatures(tokenizer));
    } catch (OrtException e) {
      closeQuietly(session);
      closeQuietly(wordSession);
      throw BundleException.causedBy(
          e,
          BundleException.Reason.BAD_GRAPH,
          subject,
          "a graph that ONNX Runtime can run",
          String.valueOf(e.getMessage()),
          "fetch or train the bundle again");
    } catch (RuntimeException e) {
      closeQuietly(session);
      closeQuietly(wordSession);
      throw e;
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    // The callers are the parallelism: a second thread makes a single row slower.
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    // Patterns are kept per input shape, and every batch has another.
    options.setMemoryPatternOptimization(false);
    return options;
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    if (closed.get()) {
      throw new IllegalStateException("encoder: expected an open one, found it closed");
    }
    if (inputs.isEmpty()) {
      return List.of();
    }
    try (SentenceBatch batch = new SentenceBatch(environment, shape, wordVectors, inputs);
        OrtSession.Result result = session.run(batch.tensors())) {
      return encodings(inputs, result);
    } catch (OrtException e) {
      throw new TaggingException(
          "recurrent encoder: ONNX Runtime failed on a batch of " + inputs.size() + " rows", e);
    }
  }

  private List<Encoding> encodings(List<EncoderInput> inputs, OrtSession.Result result) {
    FloatBuffer tagLogits = shape.tagCount() > 0 ? read(result, RecurrentGraph.TAG_LOGITS) : null;
    FloatBuffer classLogits =
        shape.classCount() > 0 ? read(result, RecurrentGraph.CLASS_LOGITS) : null;
    FloatBuffer hidden = read(result, RecurrentGraph.FINAL_HIDDEN);
    FloatBuffer cell = shape.cell().hasCellState() ? read(result, RecurrentGraph.FINAL_CELL) : null;
    int rows = inputs.size();
    List<Encoding> encodings = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      encodings.add(
          new Encoding(
              tagLogits(tagLogits, rows, row, inputs.get(row).words().size()),
              classLogits == null
                  ? null
                  : slice(classLogits, row * shape.classCount(), shape.classCount()),
              new RecurrentState(
                  state(hidden, rows, row), cell == null ? new float[0] : state(cell, rows, row))));
    }
    return encodings;
  }

  private float @Nullable [][] tagLogits(@Nullable FloatBuffer all, int rows, int row, int tokens) {
    if (all == null) {
      return null;
    }
    int paddedTokens = all.capacity() / rows / shape.tagCount();
    float[][] logits = new float[tokens][];
    for (int token = 0; token < tokens; token++) {
      int from = (row * paddedTokens + token) * shape.tagCount();
      logits[token] = slice(all, from, shape.tagCount());
    }
    return logits;
  }

  private float[] state(FloatBuffer all, int rows, int row) {
    float[] state = new float[shape.layers() * shape.hiddenSize()];
    for (int layer = 0; layer < shape.layers(); layer++) {
      all.get(
          (layer * rows + row) * shape.hiddenSize(),
          state,
          layer * shape.hiddenSize(),
          shape.hiddenSize());
    }
    return state;
  }

  private static float[] slice(FloatBuffer values, int from, int count) {
    float[] slice = new float[count];
    values.get(from, slice);
    return slice;
  }

  private static FloatBuffer read(OrtSession.Result result, String name) {
    return ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      closeQuietly(session);
      closeQuietly(wordSession);
    }
  }

  private static void closeQuietly(@Nullable OrtSession session) {
    if (session == null) {
      return;
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new TaggingException("recurrent encoder: native memory could not be freed", e);
    }
  }
}
