package io.tagstream.model.transformer;

import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.PieceRow;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The tokenizer and the graph of an open transformer, owned together. May be used by several
 * threads at once; whoever opened it closes it, after the last call.
 */
final class PieceModel implements AutoCloseable {
  private final PieceTokenizer tokenizer;
  private final PieceGraph graph;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes what has been opened, to close it. */
  PieceModel(PieceTokenizer tokenizer, PieceGraph graph) {
    this.tokenizer = tokenizer;
    this.graph = graph;
  }

  PieceTokenizer tokenizer() {
    requireOpen();
    return tokenizer;
  }

  List<Encoding> encode(List<PieceRow> rows) {
    requireOpen();
    return graph.encode(rows);
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("encoder: expected an open one, found it closed");
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try (tokenizer) {
        graph.close();
      }
    }
  }
}
