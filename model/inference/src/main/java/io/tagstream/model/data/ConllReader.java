package io.tagstream.model.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the columns of the CoNLL shared tasks (Tjong Kim Sang and De Meulder 2003): a token a line,
 * first its word, last its tag, between them whatever there is; a blank line ends a sentence.
 * Columns are separated by tabs or, in a line without one, by spaces. Lines of {@code -DOCSTART-}
 * are passed over. There are no comments: a {@code #} is a token.
 */
final class ConllReader {
  private static final String DOCUMENT = "-DOCSTART-";

  private final DataFile file;
  private final MalformedLines malformed;
  private final List<Example> examples = new ArrayList<>();
  private List<String> tokens = new ArrayList<>();
  private List<String> tags = new ArrayList<>();
  private boolean broken;

  private ConllReader(DataFile file, MalformedLines malformed) {
    this.file = file;
    this.malformed = malformed;
  }

  /**
   * Reads a whole file. Sentences with a malformed line are left out: without it their tags would
   * seem wrong, too.
   *
   * @param malformed is told of every line of less than two columns
   */
  static List<Example> read(DataFile file, MalformedLines malformed) {
    return new ConllReader(file, malformed).read();
  }

  private List<Example> read() {
    int number = 0;
    for (String line : file.lines()) {
      number++;
      if (line.isBlank()) {
        endSentence(number);
        continue;
      }
      String[] columns = columns(line);
      if (columns[0].equals(DOCUMENT)) {
        endSentence(number);
      } else {
        add(number, columns);
      }
    }
    endSentence(number + 1);
    return examples;
  }

  /** Returns the columns of a line that is not blank, at least one. */
  private static String[] columns(String line) {
    // Not at every kind of white space: a token may be or hold a wide or unbreakable blank.
    return line.contains("\t") ? line.split("\t", -1) : line.strip().split(" +", -1);
  }

  /** Returns the last column of a line that has several, or nothing. */
  static Optional<String> tagOf(String line) {
    String[] columns = columns(line);
    return columns.length < 2 ? Optional.empty() : Optional.of(columns[columns.length - 1].strip());
  }

  private void add(int number, String[] columns) {
    String token = columns[0];
    String tag = columns[columns.length - 1].strip();
    if (columns.length < 2 || tag.isEmpty()) {
      broken = true;
      malformed.add(
          file.malformed(
              number,
              "expected a token in the first column and its tag in the last, found "
                  + (columns.length < 2 ? "one column" : "an empty one")
                  + "; separate columns by a tab or spaces, sentences by an empty line"));
      return;
    }
    tokens.add(token);
    tags.add(tag);
  }

  private void endSentence(int nextLine) {
    if (!tokens.isEmpty() && !broken) {
      int line = nextLine - tokens.size();
      examples.add(
          new Example(line, true, file.idOf(line), null, null, tokens, tags, null, null, null));
    }
    tokens = new ArrayList<>();
    tags = new ArrayList<>();
    broken = false;
  }
}
