package io.tagstream.training.network;

import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The plainest tagger of libtorch's own modules, to compare with: embedding, bidirectional LSTM,
 * linear layer, softmax over the tags of each token, Adam. It has no characters, no affixes, no
 * conditional random field, no class, no dropout and no average of its weights.
 */
final class LibtorchTagger implements TrainingSpeedBenchmark.Stepper {
  private final String head;
  private final int tagCount;
  private final EmbeddingImpl embedding;
  private final LSTMImpl lstm;
  private final LinearImpl linear;
  private final TensorVector parameters;
  private final Adam adam;

  LibtorchTagger(
      int vocabulary, int width, int hiddenSize, int tagCount, String head, int threads) {
    this.head = head;
    this.tagCount = tagCount;
    NativeThreads.limitTo(threads);
    torch.manual_seed(1);
    embedding = new EmbeddingImpl(vocabulary, width);
    LSTMOptions options = new LSTMOptions(width, hiddenSize);
    options.bidirectional().put(true);
    lstm = new LSTMImpl(options);
    linear = new LinearImpl(2L * hiddenSize, tagCount);
    parameters = new TensorVector();
    parameters.put(embedding.parameters());
    for (TensorVector more : List.of(lstm.parameters(), linear.parameters())) {
      for (long i = 0; i < more.size(); i++) {
        parameters.push_back(more.get(i));
      }
    }
    adam = new Adam(parameters, new AdamOptions(0.002));
  }

  @Override
  @SuppressWarnings("try") // scopes work by being open
  public void step(List<TrainingSentence> sentences) {
    try (PointerScope scope = new PointerScope()) {
      int rows = sentences.size();
      int tokens = sentences.get(0).words().size();
      long[] words = new long[tokens * rows];
      long[] tags = new long[tokens * rows];
      for (int row = 0; row < rows; row++) {
        TrainingSentence sentence = sentences.get(row);
        for (int token = 0; token < tokens; token++) {
          words[token * rows + row] = sentence.words().get(token).word();
          tags[token * rows + row] = Objects.requireNonNull(sentence.tags().get(head))[token];
        }
      }
      adam.zero_grad();
      Tensor embedded = embedding.forward(Tensor.create(words, tokens, rows)); // [T,B,D]
      Tensor hidden = lstm.forward(embedded).get0(); // [T,B,2H]
      Tensor logits = linear.forward(hidden).reshape(-1, tagCount);
      torch.cross_entropy_loss(logits, Tensor.create(tags)).backward();
      torch.clip_grad_norm_(parameters, 5);
      adam.step();
    }
  }

  @Override
  public void close() {
    adam.close();
    parameters.close();
    linear.close();
    lstm.close();
    embedding.close();
  }
}
