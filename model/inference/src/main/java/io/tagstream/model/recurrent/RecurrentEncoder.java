package io.tagstream.model.recurrent;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
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
import io.tagstream.model.onnx.GraphSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

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
  private final OrtSession wordSession;
  private final OrtSession sentenceSession;
  private final RecurrentShape shape;
  private final WordVectors wordVectors;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RecurrentEncoder(
      OrtEnvironment environment,
      OrtSession wordSession,
      OrtSession sentenceSession,
      RecurrentShape shape,
      WordFeatures features) {
    this.environment = environment;
    this.wordSession = wordSession;
    this.sentenceSession = sentenceSession;
    this.shape = shape;
    wordVectors = new WordVectors(environment, wordSession, features);
  }

  /**
   * Opens the encoder of a bundle.
   *
   * @param files the files of the bundle
   * @param descriptor what its {@code bundle.json} says
   * @return an encoder the caller closes
   * @throws BundleException if a graph or the tokenizer cannot be read, or they and the descriptor
   *     do not belong together
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
            classes == null ? 0 : classes.labels().size(),
            descriptor.stream() != null);
    byte[] sentences = files.read(BundleFiles.MODEL);
    byte[] words = files.read(BundleFiles.WORDS);
    return open(files.location(), words, sentences, tokenizer(files), shape);
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
   * @param location where they come from, for messages
   * @param words the graph of words
   * @param sentences the graph of sentences; {@link RecurrentGraph} has the inputs and outputs
   * @param tokenizer how words become rows of its tables
   * @param shape what the graphs must look like
   * @return an encoder the caller closes
   * @throws BundleException if a graph cannot be read or is of another shape
   */
  public static RecurrentEncoder open(
      String location,
      byte[] words,
      byte[] sentences,
      RecurrentTokenizer tokenizer,
      RecurrentShape shape) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    WordFeatures features = new WordFeatures(tokenizer);
    GraphCheck wordCheck = new GraphCheck(location + "/" + BundleFiles.WORDS);
    GraphCheck sentenceCheck = new GraphCheck(location + "/" + BundleFiles.MODEL);
    OrtSession wordSession =
        GraphSession.open(
            environment,
            wordCheck.subject(),
            words,
            session -> wordCheck.verifyWords(session, tokenizer));
    try {
      OrtSession sentenceSession =
          GraphSession.open(
              environment,
              sentenceCheck.subject(),
              sentences,
              session -> sentenceCheck.verifySentences(session, wordSession, shape));
      return new RecurrentEncoder(environment, wordSession, sentenceSession, shape, features);
    } catch (RuntimeException e) {
      GraphSession.close(wordSession);
      throw e;
    }
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    requireOpen();
    if (inputs.isEmpty()) {
      return List.of();
    }
    try (SentenceBatch batch = new SentenceBatch(environment, shape, wordVectors, inputs);
        OrtSession.Result result = sentenceSession.run(batch.tensors())) {
      return encodings(inputs, result);
    } catch (OrtException e) {
      throw new TaggingException(
          "recurrent encoder: ONNX Runtime failed on a batch of " + inputs.size() + " rows", e);
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("encoder: expected an open one, found it closed");
    }
  }

  @Override
  public List<String> familiarWords() {
    return wordVectors.kept();
  }

  @Override
  public void familiarise(List<String> words) {
    requireOpen();
    try {
      wordVectors.keep(words);
    } catch (OrtException e) {
      throw new TaggingException(
          "recurrent encoder: ONNX Runtime failed on a batch of " + words.size() + " words", e);
    }
  }

  private List<Encoding> encodings(List<EncoderInput> inputs, OrtSession.Result result) {
    FloatBuffer tagLogits = shape.tagCount() > 0 ? read(result, RecurrentGraph.TAG_LOGITS) : null;
    FloatBuffer classLogits =
        shape.classCount() > 0 ? read(result, RecurrentGraph.CLASS_LOGITS) : null;
    FloatBuffer hidden = read(result, RecurrentGraph.FINAL_HIDDEN);
    FloatBuffer cell = shape.cell().hasCellState() ? read(result, RecurrentGraph.FINAL_CELL) : null;
    boolean tokenClasses = shape.streams() && shape.classCount() > 0;
    FloatBuffer energies = tokenClasses ? read(result, RecurrentGraph.TOKEN_ENERGIES) : null;
    FloatBuffer logits = tokenClasses ? read(result, RecurrentGraph.TOKEN_CLASS_LOGITS) : null;
    int rows = inputs.size();
    List<Encoding> encodings = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      int tokens = inputs.get(row).words().size();
      encodings.add(
          new Encoding(
              tagLogits == null ? null : tokens(tagLogits, rows, row, tokens, shape.tagCount()),
              classLogits == null
                  ? null
                  : slice(classLogits, row * shape.classCount(), shape.classCount()),
              new RecurrentState(
                  state(hidden, rows, row), cell == null ? new float[0] : state(cell, rows, row)),
              energies == null || logits == null
                  ? null
                  : new Encoding.TokenClasses(
                      slice(energies, row * (energies.capacity() / rows), tokens),
                      tokens(logits, rows, row, tokens, shape.classCount()))));
    }
    return encodings;
  }

  /** Numbers of each token of a row [T,n], out of those of all rows [B,T,n]. */
  private static float[][] tokens(FloatBuffer all, int rows, int row, int tokens, int width) {
    int paddedTokens = all.capacity() / rows / width;
    float[][] numbers = new float[tokens][];
    for (int token = 0; token < tokens; token++) {
      numbers[token] = slice(all, (row * paddedTokens + token) * width, width);
    }
    return numbers;
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
      GraphSession.close(sentenceSession);
      GraphSession.close(wordSession);
    }
  }
}
