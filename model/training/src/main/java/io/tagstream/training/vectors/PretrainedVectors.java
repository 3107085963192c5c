package io.tagstream.training.vectors;

import io.tagstream.model.bundle.BundleDescriptor.FileDigest;
import io.tagstream.model.recurrent.Lexicon;
import io.tagstream.training.config.VectorsConfig;
import io.tagstream.training.config.VectorsConfig.ClassPathEncoder;
import io.tagstream.training.config.VectorsConfig.VectorFile;
import io.tagstream.training.onnx.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A lexicon and the vectors of its entries.
 *
 * @param lexicon what has a vector
 * @param table one row an entry, after a row of zeros that pads: [{@link Lexicon#rows}, width]. The
 *     vectors are shifted and scaled so that each column has the mean 0 and all numbers together
 *     the standard deviation {@value #DEVIATION}
 */
public record PretrainedVectors(Lexicon lexicon, Matrix table) {
  /** About that of the other numbers a token begins with. */
  static final double DEVIATION = 0.3;

  /**
   * Reads vectors from where a configuration says.
   *
   * @param words words of the data, which get a vector if there is one, however rare they are
   * @throws IOException if a file cannot be read
   * @throws io.tagstream.model.data.MalformedDataException if a line is not what it should be
   * @throws io.tagstream.training.config.TrainConfigException if there are no vectors
   */
  public static PretrainedVectors read(VectorsConfig config, Set<String> words) throws IOException {
    if (config.origin() instanceof VectorFile file) {
      return new VectorFileReader(file, words).read();
    }
    return WordPieceTable.of((ClassPathEncoder) config.origin());
  }

  /**
   * Returns the number of entries and 16 hexadecimal digits of the SHA-256 of them and the table.
   */
  public String digest() {
    byte[] entries = String.join("\0", lexicon.entries()).getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(entries.length + table.values().length * Float.BYTES);
    bytes.put(entries).asFloatBuffer().put(table.values());
    String hex = FileDigest.of(bytes.array()).sha256().substring(0, 16);
    return lexicon.entries().size() + " vectors (" + hex + ")";
  }

  /**
   * Puts zeros before vectors and brings them to the form of {@link #table}.
   *
   * @param vectors one row an entry
   */
  static PretrainedVectors of(Lexicon lexicon, Matrix vectors) {
    int columns = vectors.columns();
    double[] means = new double[columns];
    for (int i = 0; i < vectors.values().length; i++) {
      means[i % columns] += (double) vectors.values()[i] / vectors.rows();
    }
    double squares = 0;
    for (int i = 0; i < vectors.values().length; i++) {
      double shifted = vectors.values()[i] - means[i % columns];
      squares += shifted * shifted;
    }
    double deviation = Math.sqrt(squares / vectors.values().length);
    double scale = deviation == 0 ? 0 : DEVIATION / deviation;
    float[] table = new float[lexicon.rows() * columns];
    for (int i = 0; i < vectors.values().length; i++) {
      table[columns + i] = (float) ((vectors.values()[i] - means[i % columns]) * scale);
    }
    return new PretrainedVectors(lexicon, new Matrix(lexicon.rows(), columns, table));
  }
}
