package io.tagstream.training.transformer;

import io.tagstream.model.decode.CrfParameters;
import io.tagstream.training.network.ClassWeights;
import io.tagstream.training.network.Consistency;
import io.tagstream.training.network.Descent;
import io.tagstream.training.network.Dropout;
import io.tagstream.training.network.InitialValues;
import io.tagstream.training.network.NativeThreads;
import io.tagstream.training.network.NetworkHeads;
import io.tagstream.training.network.NetworkLoss;
import io.tagstream.training.network.NetworkNumbers;
import io.tagstream.training.network.NetworkState;
import io.tagstream.training.network.Optimization;
import io.tagstream.training.network.Parameters;
import io.tagstream.training.network.RateFactors;
import io.tagstream.training.network.TableRows;
import io.tagstream.training.network.TrainedNetwork;
import io.tagstream.training.network.TrainingSentence;
import io.tagstream.training.network.TrainingStream;
import io.tagstream.training.onnx.TransformerGraphWeights;
import io.tagstream.training.transformer.weights.BertNames;
import io.tagstream.training.transformer.weights.TransformerWeights;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A transformer that is fine-tuned under heads for tags and classes. Every sentence is a row of its
 * own, or several if it is longer than one, whatever stream it comes from.
 */
public final class TransformerNetwork implements TrainedNetwork {
  private final TransformerParts parts;
  private final Transformer transformer;
  private final Optimization optimization;
  private final FineTuning tuning;
  private final RateFactors rates;
  private final Random random = new Random();
  private final Descent descent;
  private final NetworkLoss networkLoss;
  private final Consistency consistency;
  private final StepParts stepParts;

  /**
   * Makes a network with random heads. Also seeds libtorch's own random numbers and sets its number
   * of threads, which are global: two networks cannot be trained at once in one process.
   *
   * @param parts what it is made of
   * @param pretrained the transformer as it begins
   * @param optimization how it is trained
   * @param tuning how that differs among its layers
   * @param weights what a sentence of each class counts
   * @param seed the same seed, data and machine give the same network
   */
  public TransformerNetwork(
      TransformerParts parts,
      TransformerWeights pretrained,
      Optimization optimization,
      FineTuning tuning,
      ClassWeights weights,
      long seed) {
    this.parts = parts;
    this.optimization = optimization;
    this.tuning = tuning;
    transformer = new Transformer(parts.shape());
    rates = tuning.rates(transformer.shape());
    consistency = new Consistency(optimization.consistency());
    stepParts = new StepParts(tuning.partPieces(), consistency.weight() > 0 ? 2 : 1);
    NativeThreads.limitTo(optimization.threads());
    seed(seed);
    Parameters parameters = new Parameters(tuning.device());
    transformer.initialize(parameters, pretrained);
    parts.heads().initialize(parameters, new InitialValues(seed), transformer.shape().hidden());
    for (String name : parameters.names()) {
      if (rates.of(name) == 0) {
        parameters.get(name).set_requires_grad(false);
      }
    }
    descent = new Descent(parameters, optimization, rates);
    networkLoss = new NetworkLoss(parts.heads(), parameters, optimization, weights);
  }

  @Override
  public void seed(long seed) {
    random.setSeed(seed);
    torch.manual_seed(seed);
  }

  @Override
  public long parameterCount() {
    Parameters parameters = descent.parameters();
    return parameters.names().stream()
        .filter(name -> rates.of(name) > 0)
        .mapToLong(name -> parameters.get(name).numel())
        .sum();
  }

  /** Pieces: a step costs by these, and words of one sentence may have many. */
  @Override
  public int length(TrainingStream stream) {
    return stream.pieces().stream()
        .flatMap(sentence -> sentence.words().stream())
        .mapToInt(word -> word.lexicon().length)
        .sum();
  }

  @Override
  @SuppressWarnings("try") // scopes work by being open
  public double step(List<TrainingStream> streams, double learningRate) {
    try (PointerScope scope = new PointerScope()) {
      List<TrainingSentence> sentences = WordRows.cut(sentences(streams), parts);
      WordRows rows = WordRows.of(consistency.rows(sentences), parts, this::shown);
      OccurringPieces occurring = OccurringPieces.of(rows.rows());
      TableRows table = TableRows.of(BertNames.PIECES, occurring.ids(), descent.parameters());
      boolean trained = rates.of(BertNames.PIECES) > 0;
      table.values().set_requires_grad(trained);
      double loss = 0;
      for (WordRows part : stepParts.of(rows)) {
        // What a part took of native memory is given back before the next one.
        try (PointerScope inner = new PointerScope()) {
          PieceBatch batch = occurring.batch(part.rows()).beside(table.values());
          double share = (double) part.rows().size() / rows.rows().size();
          loss += backward(part, batch, table.values(), share);
        }
      }
      descent.step(loss, learningRate, trained ? List.of(table) : List.of());
      return loss;
    }
  }

  private static List<TrainingSentence> sentences(List<TrainingStream> streams) {
    return streams.stream().flatMap(stream -> stream.pieces().stream()).toList();
  }

  /** Word dropout: a word is shown as one that is not known. */
  private int[] shown(int[] pieces) {
    double share = optimization.dropout().word();
    return share > 0 && random.nextDouble() < share ? new int[] {parts.unknown()} : pieces;
  }

  /**
   * Adds the gradient of the mean loss of some rows to that of the parameters.
   *
   * @param table the rows of the table of pieces that the ids of the batch speak of
   * @param share what the loss counts
   * @return the share of the loss
   */
  private double backward(WordRows rows, PieceBatch batch, Tensor table, double share) {
    Parameters parameters = descent.parameters();
    Dropout dropout = optimization.dropout();
    Tensor hidden =
        transformer.hidden(
            batch,
            table,
            parameters,
            new TransformerDropout(dropout.layer(), tuning.attentionDropout()));
    Tensor kept =
        dropout.output() == 0 ? hidden : torch.dropout(hidden, dropout.output(), /* train= */ true);
    Tensor loss =
        networkLoss.of(
            TransformerLogits.of(rows, batch, kept, parts.heads(), parameters), rows.sentences());
    try (Scalar scalar = new Scalar(share)) {
      Tensor shared = share == 1 ? loss : loss.mul(scalar);
      shared.backward();
      return shared.item_float();
    }
  }

  /** What the averaged parameters say of sentences, without dropout. */
  TransformerLogits evaluation(List<TrainingSentence> sentences) {
    WordRows rows = WordRows.of(sentences, parts, pieces -> pieces);
    Parameters average = descent.average();
    PieceBatch batch = PieceBatch.of(rows.rows()).beside(average.get(BertNames.PIECES));
    Tensor hidden = transformer.hidden(batch, average, TransformerDropout.NONE);
    return TransformerLogits.of(rows, batch, hidden, parts.heads(), average);
  }

  @Override
  public NetworkState state() {
    return descent.state();
  }

  @Override
  public NetworkNumbers numbers() {
    return descent.numbers();
  }

  @Override
  public void restore(NetworkState state) {
    descent.restore(state);
  }

  @Override
  public NetworkState averageState() {
    return descent.averageState();
  }

  @Override
  public void restoreAverage(NetworkState state) {
    descent.restoreAverage(state);
  }

  /**
   * Returns the averaged parameters of the transformer and of at most one head of either kind.
   *
   * @param slotHead name of a slot head, or {@code null} for none
   * @param classHead name of a class head, or {@code null} for none
   */
  @SuppressWarnings("try") // scopes work by being open
  public TransformerGraphWeights weights(@Nullable String slotHead, @Nullable String classHead) {
    try (PointerScope scope = new PointerScope()) {
      Parameters average = descent.average();
      NetworkHeads heads = parts.heads();
      return new TransformerGraphWeights(
          transformer.read(average),
          slotHead == null ? null : heads.slotHead(slotHead).read(slotHead, average),
          classHead == null ? null : heads.classHead(classHead).read(classHead, average));
    }
  }

  @Override
  @SuppressWarnings("try") // scopes work by being open
  public @Nullable CrfParameters crf(String slotHead) {
    try (PointerScope scope = new PointerScope()) {
      return parts.heads().slotHead(slotHead).readCrf(slotHead, descent.average());
    }
  }

  @Override
  public void close() {
    descent.close();
  }
}
