package io.tagstream.training.transformer;

import io.tagstream.training.network.Beside;
import io.tagstream.training.network.ComputeDevice;
import io.tagstream.training.network.Descent;
import io.tagstream.training.network.InitialValues;
import io.tagstream.training.network.NativeThreads;
import io.tagstream.training.network.NetworkState;
import io.tagstream.training.network.OptimizerKind;
import io.tagstream.training.network.Parameters;
import io.tagstream.training.network.RateFactors;
import io.tagstream.training.network.TrainingDivergedException;
import io.tagstream.training.transformer.weights.BertNames;
import io.tagstream.training.transformer.weights.TransformerShape;
import io.tagstream.training.transformer.weights.TransformerWeights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A transformer that learns from texts alone (Devlin et al. 2019), with AdamW: the loss is the mean
 * cross-entropy of hidden pieces plus that of whether the second segment follows. Used by one
 * thread, the same one throughout; whoever made it closes it.
 */
public final class PretrainingNetwork implements AutoCloseable {
  private final Transformer transformer;
  private final MaskedPieceHead maskedPieces;
  private final NextSentenceHead nextSentence;
  private final Learning learning;
  private final Parameters parameters;
  private final Descent descent;

  /**
   * How it learns, apart from the learning rate.
   *
   * @param dropout what is left out
   * @param weightDecay share of the weights that a step of rate 1 would take away
   * @param clip longest gradient, in the Euclidean norm
   * @param threads threads of libtorch
   * @param device what it is computed on
   */
  public record Learning(
      TransformerDropout dropout,
      double weightDecay,
      double clip,
      int threads,
      ComputeDevice device) {}

  /**
   * Makes a network with random parameters. Also seeds libtorch's own random numbers and sets its
   * number of threads, which are global: two networks cannot be trained at once in one process.
   */
  public PretrainingNetwork(TransformerShape shape, Learning learning, long seed) {
    this.learning = learning;
    transformer = new Transformer(shape);
    maskedPieces = new MaskedPieceHead(shape);
    nextSentence = new NextSentenceHead(shape.hidden());
    NativeThreads.limitTo(learning.threads());
    seed(seed);
    parameters = new Parameters(learning.device());
    InitialValues values = new InitialValues(seed);
    transformer.initialize(parameters, values);
    maskedPieces.initialize(parameters, values);
    nextSentence.initialize(parameters, values);
    descent =
        new Descent(
            parameters,
            new Descent.Rule(OptimizerKind.ADAMW, learning.weightDecay(), learning.clip(), 0),
            RateFactors.ONE);
  }

  /** Begins what dropout draws anew, so that training can go on the same in another process. */
  public void seed(long seed) {
    torch.manual_seed(seed);
  }

  /** Returns how many numbers are trained. */
  public long parameterCount() {
    return parameters.count();
  }

  /**
   * Takes one step down the gradient.
   *
   * @param rows the batch, at least one row
   * @param learningRate how far to step
   * @return what the network said of the rows before the step
   * @throws TrainingDivergedException if the loss or its gradient is not finite; the parameters are
   *     those of the step before then
   */
  @SuppressWarnings("try") // scopes work by being open
  public PretrainingScores step(List<MaskedRow> rows, double learningRate) {
    try (PointerScope scope = new PointerScope()) {
      Said said = said(rows, learning.dropout());
      Tensor loss = said.maskedLoss().mean().add(said.nextLoss().mean());
      loss.backward();
      descent.step(loss.item_float(), learningRate, List.of());
      return said.scores();
    }
  }

  /** Scores rows without dropout, a batch. */
  @SuppressWarnings("try") // scopes work by being open
  public PretrainingScores evaluate(List<MaskedRow> rows) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      return said(rows, TransformerDropout.NONE).scores();
    }
  }

  /**
   * What the network says of M hidden pieces in B rows.
   *
   * @param maskedLoss float [M], cross-entropy of each hidden piece
   * @param maskedRight which were named
   * @param nextLoss float [B], cross-entropy of whether the second segment follows
   * @param nextRight for which rows it was told
   */
  private record Said(Tensor maskedLoss, Tensor maskedRight, Tensor nextLoss, Tensor nextRight) {
    PretrainingScores scores() {
      return new PretrainingScores(
          maskedLoss.numel(),
          sum(maskedLoss),
          Math.round(sum(maskedRight)),
          nextLoss.numel(),
          sum(nextLoss),
          Math.round(sum(nextRight)));
    }

    private static double sum(Tensor values) {
      double sum = 0;
      for (float value : Parameters.numbers(values.toType(torch.ScalarType.Float))) {
        sum += value;
      }
      return sum;
    }
  }

  private Said said(List<MaskedRow> rows, TransformerDropout dropout) {
    PieceBatch batch = PieceBatch.of(rows.stream().map(MaskedRow::row).toList());
    Tensor table = parameters.get(BertNames.PIECES);
    Tensor hidden = transformer.hidden(batch.beside(table), parameters, dropout);
    Tensor shown =
        hidden
            .reshape((long) batch.rows() * batch.pieces(), hidden.size(2))
            .index_select(0, Beside.of(table, Tensor.create(places(rows, batch.pieces()))));
    Tensor pieces =
        answers(
            table, rows.stream().flatMapToInt(row -> Arrays.stream(row.pieces())).asLongStream());
    Tensor follows =
        answers(
            table,
            rows.stream()
                .mapToLong(
                    row -> row.follows() ? NextSentenceHead.FOLLOWS : NextSentenceHead.RANDOM));
    Tensor masked = maskedPieces.logits(shown, parameters).log_softmax(1);
    Tensor next = nextSentence.logits(hidden, parameters).log_softmax(1);
    return new Said(
        chosen(masked, pieces),
        best(masked).eq(pieces),
        chosen(next, follows),
        best(next).eq(follows));
  }

  /** Places in all rows, one after the other. */
  private static long[] places(List<MaskedRow> rows, int pieces) {
    Stream.Builder<int[]> places = Stream.builder();
    for (int row = 0; row < rows.size(); row++) {
      int begin = row * pieces;
      places.add(Arrays.stream(rows.get(row).places()).map(place -> begin + place).toArray());
    }
    return places.build().flatMapToInt(Arrays::stream).asLongStream().toArray();
  }

  private static Tensor answers(Tensor table, LongStream answers) {
    return Beside.of(table, Tensor.create(answers.toArray()));
  }

  /** The likeliest answers, int64 [n]. */
  private static Tensor best(Tensor logProbabilities) {
    return logProbabilities.argmax(new LongOptional(1), /* keepdim= */ false);
  }

  /** Negative logarithm of the probability of the right answer, float [n]. */
  private static Tensor chosen(Tensor logProbabilities, Tensor right) {
    return logProbabilities.gather(1, right.unsqueeze(1)).squeeze(1).neg();
  }

  /** Returns everything that {@link #restore} needs to go on from here. */
  public NetworkState state() {
    return descent.state();
  }

  /**
   * Goes back to a state of a network of the same shape.
   *
   * @throws IllegalArgumentException if the network was of another
   */
  public void restore(NetworkState state) {
    descent.restore(state);
  }

  /** Copies the transformer's parameters out. */
  public TransformerWeights weights() {
    return transformer.read(parameters);
  }

  /** Copies the parameters of the heads out, by the names of BERT's checkpoints. */
  public Map<String, float[]> headWeights() {
    Map<String, float[]> weights = new LinkedHashMap<>();
    for (String name : parameters.names()) {
      if (!transformer.shape().tensors().containsKey(name)) {
        weights.put(name, parameters.values(name));
      }
    }
    return weights;
  }

  @Override
  public void close() {
    descent.close();
  }
}
