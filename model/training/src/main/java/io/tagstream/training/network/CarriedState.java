package io.tagstream.training.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What the streams of a batch carry from one piece to the next: the states of the forward layers,
 * the hidden states that the class of a turn is pooled over, and what dropout leaves out. All is
 * kept as plain numbers: no gradient flows back through them, and nothing of the step before stays
 * in native memory. Used by one thread.
 */
final class CarriedState {
  private final boolean keeps;
  private final Map<String, float[][][]> states = new HashMap<>();
  private final Map<String, float[][]> masks = new HashMap<>();
  private final List<List<float[]>> hidden = new ArrayList<>();
  private TrainingStream.Step step = new TrainingStream.Step(List.of(), List.of(), List.of());

  private CarriedState(boolean keeps, int streams) {
    this.keeps = keeps;
    for (int stream = 0; stream < streams; stream++) {
      hidden.add(new ArrayList<>());
    }
  }

  /** Hidden states float [T,B,hidden] and a mask float [T,B,1]: 1 for tokens, 0 for padding. */
  record Masked(Tensor hidden, Tensor mask) {}

  /** A state that is zero and stays so: every row is whole. */
  static CarriedState none() {
    return new CarriedState(false, 0);
  }

  /** The state of some streams, all zero. */
  static CarriedState fromZero(int streams) {
    return new CarriedState(true, streams);
  }

  /** Says which streams the rows to come are of. A turn that begins is pooled anew. */
  void begin(TrainingStream.Step next) {
    step = next;
    for (int row = 0; row < step.rows(); row++) {
      if (step.pieces().get(row).begins()) {
        hidden.get(step.streams().get(row)).clear();
      }
    }
  }

  /** Returns whether the state of any row is carried on. */
  boolean goesOn() {
    return keeps && step.goesOn().contains(true);
  }

  /** Returns the rows whose state is carried on. */
  int[] rowsThatGoOn() {
    return step.rowsThatGoOn();
  }

  /** Returns for each row the number of words after which its state is carried on. */
  int[] carried() {
    return step.carried();
  }

  /**
   * The state that a layer begins with, zero if nothing was kept.
   *
   * @param layer name of the layer
   * @param rows rows B
   * @param hiddenSize H
   * @param part 0 for the hidden state, 1 for the cell
   * @return float [1,B,H]
   */
  Tensor initial(String layer, int rows, int hiddenSize, int part) {
    float[][][] kept = states.get(layer);
    return kept == null ? torch.zeros(1, rows, hiddenSize) : gathered(kept[part], rows, hiddenSize);
  }

  /** The numbers of the streams of the rows, float [1,B,width]; zero for a stream without any. */
  private Tensor gathered(float[][] ofStreams, int rows, int width) {
    float[] values = new float[rows * width];
    for (int row = 0; row < rows; row++) {
      float[] own = ofStreams[step.streams().get(row)];
      System.arraycopy(own, 0, values, row * width, own.length);
    }
    return Tensor.create(values, 1, rows, width);
  }

  /**
   * Keeps the states of a layer for the rows that go on.
   *
   * @param parts each float [1,n,H] for the n rows that go on
   */
  void keep(String layer, Tensor... parts) {
    float[][][] kept =
        states.computeIfAbsent(layer, unused -> new float[parts.length][hidden.size()][0]);
    for (int part = 0; part < parts.length; part++) {
      scatter(Parameters.numbers(parts[part]), rowsThatGoOn(), kept[part]);
    }
  }

  private void scatter(float[] values, int[] rows, float[][] ofStreams) {
    int width = values.length / rows.length;
    for (int i = 0; i < rows.length; i++) {
      ofStreams[step.streams().get(rows[i])] =
          Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
  }

  /**
   * The mask that a row is multiplied by: drawn for the first piece of its turn, the same for the
   * others. In a step all rows begin a turn, or none does.
   *
   * @param place what is multiplied
   * @param rows rows B
   * @param width numbers of a token n
   * @param drawn draws a mask
   * @return float [1,B,n]
   */
  Tensor mask(String place, int rows, int width, Supplier<Tensor> drawn) {
    if (!keeps) {
      return drawn.get();
    }
    float[][] kept = masks.computeIfAbsent(place, unused -> new float[hidden.size()][0]);
    if (!step.pieces().get(0).begins()) {
      return gathered(kept, rows, width);
    }
    Tensor first = drawn.get();
    scatter(Parameters.numbers(first), allRows(rows), kept);
    return first;
  }

  private static int[] allRows(int rows) {
    return IntStream.range(0, rows).toArray();
  }

  /** Keeps the hidden states of turns that go on in a piece after, float [T,B,hidden]. */
  void keepHidden(Tensor said) {
    if (!keeps || step.pieces().stream().noneMatch(TrainingSentence::isContinued)) {
      return;
    }
    float[] values = Parameters.numbers(said);
    int width = Math.toIntExact(said.size(2));
    for (int row = 0; row < step.rows(); row++) {
      TrainingSentence piece = step.pieces().get(row);
      for (int token = 0; piece.isContinued() && token < piece.carried(); token++) {
        int from = (token * step.rows() + row) * width;
        hidden.get(step.streams().get(row)).add(Arrays.copyOfRange(values, from, from + width));
      }
    }
  }

  /**
   * The hidden states of some rows in the pieces of their turns before.
   *
   * @param rows positions of the rows in the step at hand
   * @return {@code null} if none of them has a piece before
   */
  @Nullable Masked earlierHidden(int[] rows) {
    if (!keeps) {
      return null;
    }
    List<List<float[]>> earlier =
        Arrays.stream(rows).mapToObj(row -> hidden.get(step.streams().get(row))).toList();
    int tokens = earlier.stream().mapToInt(List::size).max().orElse(0);
    if (tokens == 0) {
      return null;
    }
    int width =
        earlier.stream().flatMap(List::stream).mapToInt(state -> state.length).max().orElse(0);
    float[] values = new float[tokens * rows.length * width];
    float[] mask = new float[tokens * rows.length];
    for (int row = 0; row < rows.length; row++) {
      List<float[]> own = earlier.get(row);
      for (int token = 0; token < own.size(); token++) {
        int position = token * rows.length + row;
        System.arraycopy(own.get(token), 0, values, position * width, width);
        mask[position] = 1;
      }
    }
    return new Masked(
        Tensor.create(values, tokens, rows.length, width),
        Tensor.create(mask, tokens, rows.length, 1));
  }
}
