package io.tagstream.training.vectors;

import io.tagstream.model.data.MalformedDataException;
import io.tagstream.model.recurrent.Lexicon;
import io.tagstream.model.recurrent.WordFeatures;
import io.tagstream.training.config.VectorsConfig.VectorFile;
import io.tagstream.training.onnx.Matrix;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads word vectors as text, compressed with gzip or not, a word and its numbers a line: with the
 * number of words and of numbers on the first line, as word2vec writes them (Mikolov et al. 2013),
 * or without, as GloVe does (Pennington et al. 2014). The most frequent words come first.
 *
 * <p>A word with a space in it is left out: no token is like it. Of words that are the same in
 * Unicode's normalization form C the first counts. Used by one thread, once.
 */
final class VectorFileReader {
  private static final int GZIP_MAGIC = 0x1F8B;
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

  private final VectorFile file;
  private final Set<String> words;
  private final Map<String, float[]> kept = new LinkedHashMap<>();
  private @Nullable Integer announced;
  private int width;
  private int lines;
  private int vectors;

  /**
   * @param words words that are kept wherever they stand
   */
  VectorFileReader(VectorFile file, Set<String> words) {
    this.file = file;
    this.words = words;
  }

  PretrainedVectors read() throws IOException {
    try (InputStream bytes = open();
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines++;
        read(line);
      }
    } catch (ZipException | EOFException e) {
      throw new MalformedDataException(
          file.path(), "expected gzip, found it damaged or cut short; fetch it again", e);
    }
    if (kept.isEmpty() || (announced != null && announced != vectors)) {
      throw new MalformedDataException(
          file.path(),
          "expected %s vectors, found %d; is the file cut short?"
              .formatted(announced == null ? "some" : "the first line's " + announced, vectors),
          null);
    }
    return collected();
  }

  private InputStream open() throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file.path()), 1 << 16);
    bytes.mark(2);
    boolean gzip = (bytes.read() << 8 | bytes.read()) == GZIP_MAGIC;
    bytes.reset();
    return gzip ? new GZIPInputStream(bytes, 1 << 16) : bytes;
  }

  private void read(String line) {
    List<String> fields = fields(line);
    if (lines == 1 && isHeader(fields)) {
      announced = Integer.valueOf(fields.get(0));
      width = Integer.parseInt(fields.get(1));
      return;
    }
    if (width == 0) {
      width = fields.size() - 1;
    }
    int begin = fields.size() - width;
    if (width == 0 || begin < 1 || (begin > 1 && isNumber(fields.get(begin - 1)))) {
      throw malformed(
          "a word and " + (width == 0 ? "its" : width) + " numbers",
          Math.max(0, fields.size() - 1) + " fields after the first");
    }
    vectors++;
    String word = WordFeatures.normalize(fields.get(0));
    if (begin == 1 && (vectors <= file.limit() || words.contains(word))) {
      kept.putIfAbsent(word, numbers(fields.subList(1, fields.size())));
    }
  }

  /** Splits at spaces and tabs alone: other white space may be part of a word. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i <= line.length(); i++) {
      if (i == line.length() || line.charAt(i) == ' ' || line.charAt(i) == '\t') {
        if (i > begin) {
          fields.add(line.substring(begin, i));
        }
        begin = i + 1;
      }
    }
    return fields;
  }

  private static boolean isHeader(List<String> fields) {
    return fields.size() == 2
        && fields.stream().allMatch(field -> WHOLE_NUMBER.matcher(field).matches());
  }

  private float[] numbers(List<String> fields) {
    float[] numbers = new float[width];
    for (int i = 0; i < width; i++) {
      if (!isNumber(fields.get(i))) {
        throw malformed("numbers after the word", "'" + fields.get(i) + "'");
      }
      numbers[i] = Float.parseFloat(fields.get(i));
    }
    return numbers;
  }

  private static boolean isNumber(String field) {
    try {
      return Float.isFinite(Float.parseFloat(field));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private MalformedDataException malformed(String expected, String found) {
    return new MalformedDataException(
        file.path(), lines, "expected " + expected + ", found " + found, null);
  }

  private PretrainedVectors collected() {
    float[] values = new float[Math.multiplyExact(kept.size(), width)];
    int position = 0;
    for (float[] vector : kept.values()) {
      System.arraycopy(vector, 0, values, position, width);
      position += width;
    }
    return PretrainedVectors.of(
        new Lexicon(Lexicon.Kind.WORD, List.copyOf(kept.keySet())),
        new Matrix(kept.size(), width, values));
  }
}
