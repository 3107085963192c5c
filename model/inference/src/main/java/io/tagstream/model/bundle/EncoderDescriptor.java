package io.tagstream.model.bundle;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The encoder of a bundle; {@code kind} in {@code bundle.json} says which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = EncoderDescriptor.Recurrent.class, name = "recurrent"),
  @JsonSubTypes.Type(value = EncoderDescriptor.Transformer.class, name = "transformer")
})
public sealed interface EncoderDescriptor {

  /**
   * Returns whether what the encoder has read of a stream goes on as numbers; if not, the end of
   * the stream's text is read again with every event.
   */
  @JsonIgnore
  boolean carriesState();

  /**
   * A recurrent network.
   *
   * @param cell kind of cell
   * @param direction whether backward layers follow the forward ones
   * @param layers number of forward layers, L, and of backward layers if there are any
   * @param hiddenSize hidden units of a layer, H
   */
  @JsonPropertyOrder({"cell", "direction", "layers", "hiddenSize"})
  record Recurrent(Cell cell, Direction direction, int layers, int hiddenSize)
      implements EncoderDescriptor {
    public Recurrent {
      Objects.requireNonNull(cell, "'cell' is missing");
      Objects.requireNonNull(direction, "'direction' is missing");
      if (layers < 1 || hiddenSize < 1) {
        throw new IllegalArgumentException(
            "layers and hiddenSize: expected positive numbers, found "
                + (layers + " and " + hiddenSize));
      }
    }

    @Override
    public boolean carriesState() {
      return true;
    }
  }

  /**
   * A transformer (Vaswani et al. 2017) that reads rows of pieces in both directions, as BERT does
   * (Devlin et al. 2019).
   *
   * @param unit what a row is
   * @param maxPieces pieces of the longest row, special ones included; longer ones are read in
   *     windows
   * @param overlap how many pieces two neighbouring windows share
   * @param arithmetic in which numbers it computes
   * @param agreement how much of what the golden examples say it must say as well to serve, in (0,
   *     1], if it computes in integers; {@code null} for all of it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"unit", "maxPieces", "overlap", "arithmetic", "agreement"})
  record Transformer(
      Unit unit, int maxPieces, int overlap, Arithmetic arithmetic, @Nullable Double agreement)
      implements EncoderDescriptor {
    /** The shortest rows: some special pieces, and windows worth the name. */
    private static final int LEAST_PIECES = 8;

    /** Attention takes memory by its square. */
    private static final int MOST_PIECES = 4096;

    public Transformer {
      Objects.requireNonNull(unit, "'unit' is missing");
      Objects.requireNonNull(arithmetic, "'arithmetic' is missing");
      if (maxPieces < LEAST_PIECES
          || maxPieces > MOST_PIECES
          || overlap < 0
          || overlap > maxPieces / 2) {
        throw new IllegalArgumentException(
            "maxPieces and overlap: expected %d to %d and at most half of it, found %d and %d"
                .formatted(LEAST_PIECES, MOST_PIECES, maxPieces, overlap));
      }
      if ((arithmetic == Arithmetic.INT8) != (agreement != null)
          || (agreement != null && !(agreement > 0 && agreement <= 1))) {
        throw new IllegalArgumentException(
            "agreement: expected a share above 0 and up to 1 for int8, and none for fp32, found "
                + (agreement + " for " + arithmetic));
      }
    }

    /** A transformer that computes in single precision. */
    public Transformer(Unit unit, int maxPieces, int overlap) {
      this(unit, maxPieces, overlap, Arithmetic.FP32, null);
    }

    @Override
    public boolean carriesState() {
      return false;
    }
  }

  /** What a row of a transformer is. */
  enum Unit {
    /** A sentence of words; the first piece of a word speaks for it. */
    @JsonProperty("sentence")
    SENTENCE,
    /** A whole text, cut by the tokenizer of the model alone. */
    @JsonProperty("text")
    TEXT
  }

  /** In which numbers an encoder computes. */
  enum Arithmetic {
    /** Single precision, however the weights are stored: the same bits alone and in any batch. */
    @JsonProperty("fp32")
    FP32,
    /** Products of 8-bit integers, scaled by what is in a batch: quicker, and without a promise. */
    @JsonProperty("int8")
    INT8
  }

  /** Kinds of recurrent cells. */
  enum Cell {
    /** Long short-term memory (Hochreiter and Schmidhuber 1997). */
    @JsonProperty("lstm")
    LSTM,
    /** Gated recurrent unit (Cho et al. 2014), the reset gate applied to the recurrent product. */
    @JsonProperty("gru")
    GRU,
    /** Simple recurrent network (Elman 1990) with the hyperbolic tangent. */
    @JsonProperty("rnn")
    RNN;

    /** Returns whether there is a cell state beside the hidden state. */
    public boolean hasCellState() {
      return this == LSTM;
    }
  }

  /** Which way the layers of a recurrent network read. */
  enum Direction {
    /** Forward layers alone. */
    @JsonProperty("forward")
    FORWARD,
    /** All forward layers first, backward ones on top of them. */
    @JsonProperty("bidirectional")
    BIDIRECTIONAL
  }
}
