package io.tagstream.training.transformer.weights;

/**
 * What the parameters of a transformer are called in BERT's checkpoints, without the name of the
 * model before them. Weights are [out,in].
 */
public final class BertNames {
  /** What the names of all tables, and of the layer norm over their sum, begin with. */
  public static final String EMBEDDINGS = "embeddings.";

  /** Table of pieces, [V,H]. */
  public static final String PIECES = "embeddings.word_embeddings.weight";

  /** Table of positions, [positions,H]. */
  public static final String POSITIONS = "embeddings.position_embeddings.weight";

  /** Table of segments, [segments,H]. */
  public static final String SEGMENTS = "embeddings.token_type_embeddings.weight";

  /** Layer norm of the sum of the tables. */
  public static final String EMBEDDING_NORM = "embeddings.LayerNorm";

  private BertNames() {}

  /** A part of a layer that has a weight and a bias. */
  public enum LayerPart {
    QUERY("attention.self.query"),
    KEY("attention.self.key"),
    VALUE("attention.self.value"),
    /** The linear layer that mixes the heads. */
    ATTENTION_OUTPUT("attention.output.dense"),
    ATTENTION_NORM("attention.output.LayerNorm"),
    /** The first layer of the feed-forward block. */
    INTERMEDIATE("intermediate.dense"),
    /** The second layer of the feed-forward block. */
    OUTPUT("output.dense"),
    OUTPUT_NORM("output.LayerNorm");

    private final String name;

    LayerPart(String name) {
      this.name = name;
    }

    /** Returns the name of the part in a layer, from 0. */
    public String in(int layer) {
      return "encoder.layer." + layer + "." + name;
    }
  }

  /** Returns the name of the weight of a part. */
  public static String weight(String part) {
    return part + ".weight";
  }

  /** Returns the name of the bias of a part. */
  public static String bias(String part) {
    return part + ".bias";
  }
}
