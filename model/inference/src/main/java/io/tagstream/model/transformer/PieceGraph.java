package io.tagstream.model.transformer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.tagstream.model.TaggingException;
import io.tagstream.model.encoder.BatchCosts;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.PieceRow;
import io.tagstream.model.onnx.GraphSession;
import io.tagstream.model.onnx.NativeSpace;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The graph of a transformer on ONNX Runtime: rows of pieces in, logits out. {@link #encode} may be
 * called by several threads at once and works on the calling one; whoever opened a graph closes it,
 * after the last call.
 */
final class PieceGraph implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Shape shape;
  private final GraphOutputs outputs;

  /**
   * What a graph must fit.
   *
   * @param tagCount number of tags, K, or 0 without slot head
   * @param classCount number of classes, C, or 0 without class head
   * @param pieces numbers of the vocabulary: 0 to this, exclusive
   * @param maxPieces pieces of the longest row
   * @param padding number of the piece that rows are padded with
   */
  record Shape(int tagCount, int classCount, int pieces, int maxPieces, int padding) {}

  private PieceGraph(
      OrtEnvironment environment, OrtSession session, Shape shape, GraphOutputs outputs) {
    this.environment = environment;
    this.session = session;
    this.shape = shape;
    this.outputs = outputs;
  }

  /**
   * Opens a graph held in memory.
   *
   * @param subject what to call it in messages
   * @return a graph the caller closes
   * @throws io.tagstream.model.bundle.BundleException if it cannot be read, or does not fit
   */
  static PieceGraph open(String subject, byte[] graph, Shape shape) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    GraphCheck check = new GraphCheck(subject, shape);
    OrtSession session = GraphSession.open(environment, subject, graph, check::verify);
    PieceGraph open = new PieceGraph(environment, session, shape, check.outputs(session));
    try {
      check.verifyRows(open);
      return open;
    } catch (RuntimeException | Error e) {
      open.close();
      throw e;
    }
  }

  /**
   * Encodes a batch of rows.
   *
   * @return one encoding a row, tag logits [P,K] of all its pieces
   * @throws TaggingException if ONNX Runtime fails
   */
  List<Encoding> encode(List<PieceRow> rows) {
    List<Encoding> encodings = new ArrayList<>(rows.size());
    for (int begin = 0; begin < rows.size(); ) {
      int end = endOfRun(rows, begin);
      encodings.addAll(run(rows.subList(begin, end)));
      begin = end;
    }
    return encodings;
  }

  /** The windows of one long text must not take more memory than a batch of short ones. */
  private static int endOfRun(List<PieceRow> rows, int begin) {
    int longest = rows.get(begin).length();
    int end = begin + 1;
    while (end < rows.size()) {
      longest = Math.max(longest, rows.get(end).length());
      if ((long) longest * (end + 1 - begin) > BatchCosts.TRANSFORMER.maxPaddedTokens()) {
        return end;
      }
      end++;
    }
    return end;
  }

  private List<Encoding> run(List<PieceRow> rows) {
    int longest = rows.stream().mapToInt(PieceRow::length).max().orElse(1);
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      putInputs(tensors, rows, longest);
      try (OrtSession.Result result = session.run(tensors, outputs.names())) {
        return encodings(rows, longest, result);
      }
    } catch (OrtException e) {
      throw new TaggingException(
          "transformer: ONNX Runtime failed on a batch of " + rows.size() + " rows", e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private void putInputs(Map<String, OnnxTensor> tensors, List<PieceRow> rows, int longest)
      throws OrtException {
    int[] mask = new int[longest];
    Arrays.fill(mask, 1);
    Map<String, Function<PieceRow, int[]>> inputs =
        Map.of(
            TransformerGraph.INPUT_IDS, PieceRow::ids,
            TransformerGraph.ATTENTION_MASK, row -> Arrays.copyOf(mask, row.length()),
            TransformerGraph.TOKEN_TYPE_IDS, PieceRow::segments);
    NativeSpace space =
        NativeSpace.ofThread((long) inputs.size() * rows.size() * longest * Long.BYTES);
    for (String name : session.getInputNames()) {
      int padding = name.equals(TransformerGraph.INPUT_IDS) ? shape.padding() : 0;
      LongBuffer values = space.longs(rows.size() * longest);
      for (PieceRow row : rows) {
        for (int value : Objects.requireNonNull(inputs.get(name)).apply(row)) {
          values.put(value);
        }
        for (int piece = row.length(); piece < longest; piece++) {
          values.put(padding);
        }
      }
      tensors.put(
          name,
          OnnxTensor.createTensor(environment, values.flip(), new long[] {rows.size(), longest}));
    }
  }

  private List<Encoding> encodings(List<PieceRow> rows, int longest, OrtSession.Result result) {
    int batch = rows.size();
    FloatBuffer tags = read(result, outputs.tags(), batch, longest, shape.tagCount());
    FloatBuffer classes = read(result, outputs.classes(), batch, shape.classCount());
    List<Encoding> encodings = new ArrayList<>(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      encodings.add(
          new Encoding(
              tags == null ? null : pieces(tags, row * longest, rows.get(row).length()),
              classes == null ? null : slice(classes, row * shape.classCount(), shape.classCount()),
              null));
    }
    return encodings;
  }

  private float[][] pieces(FloatBuffer logits, int first, int count) {
    float[][] numbers = new float[count][];
    for (int piece = 0; piece < count; piece++) {
      numbers[piece] = slice(logits, (first + piece) * shape.tagCount(), shape.tagCount());
    }
    return numbers;
  }

  private static float[] slice(FloatBuffer values, int from, int count) {
    float[] slice = new float[count];
    values.get(from, slice);
    return slice;
  }

  private static @Nullable FloatBuffer read(
      OrtSession.Result result, @Nullable String name, long... expected) {
    if (name == null) {
      return null;
    }
    OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
    if (!Arrays.equals(tensor.getInfo().getShape(), expected)) {
      throw new WrongShapeException(name, expected, tensor.getInfo().getShape());
    }
    return tensor.getFloatBuffer();
  }

  /** The graph says more or less than there are labels. */
  static final class WrongShapeException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    WrongShapeException(String output, long[] expected, long[] found) {
      super(
          "transformer: expected '%s' of %s, found %s; the graph is not the one of these labels"
              .formatted(output, Arrays.toString(expected), Arrays.toString(found)));
    }
  }

  @Override
  public void close() {
    GraphSession.close(session);
  }
}
