package io.tagstream.model.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;

/** The encoder of a bundle; {@code kind} in {@code bundle.json} says which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = EncoderDescriptor.Recurrent.class, name = "recurrent"))
public sealed interface EncoderDescriptor {

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
