package io.tagstream.model.data;

import io.tagstream.model.decode.TagSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The examples of a file of any format, their tags in BIO.
 *
 * @param file the file
 * @param examples the examples in the order of the file
 * @param notices what could not be taken as it is
 */
record Examples(DataFile file, List<Example> examples, List<DataNotice> notices) {

  /**
   * Reads a file.
   *
   * @throws MalformedDataException if it is not what it should be; it names the malformed lines or,
   *     if there are none, those of wrong tags, of a sentence the first
   * @throws IOException if it cannot be read
   */
  static Examples read(Path path, DataOptions options) throws IOException {
    DataFile file = DataFile.read(path);
    DataFormat format = options.format() == null ? DataFormat.of(file) : options.format();
    MalformedLines malformed = new MalformedLines(file);
    List<DataNotice> notices = new ArrayList<>();
    List<Example> examples =
        switch (format) {
          case JSONL -> JsonLinesReader.read(file, malformed, notices);
          case CONLL -> ConllReader.read(file, malformed);
          case CSV -> CsvReader.read(file, ',', malformed);
          case TSV -> CsvReader.read(file, '\t', malformed);
        };
    if (format == DataFormat.CONLL && options.format() == null && !DataFormat.isNamed(file)) {
      verifyTagged(file);
    }
    // Sentences with a malformed line are left out, and what is left may seem another notation.
    malformed.verifyNone();
    TagReading tags = TagReading.of(examples, options.notation());
    List<Example> converted = new ArrayList<>(examples.size());
    for (Example example : examples) {
      malformed.read(() -> converted.add(converted(file, example, tags, options, notices)));
    }
    malformed.verifyNone();
    return new Examples(file, converted, notices);
  }

  private static Example converted(
      DataFile file,
      Example example,
      TagReading tags,
      DataOptions options,
      List<DataNotice> notices) {
    Example bio = withoutBlanks(file, tags.toBio(file, example), notices);
    return options.placed() ? PlaceReader.placed(file, bio) : bio;
  }

  /** Columns are what is read where nothing else is recognised, such as texts without a header. */
  private static void verifyTagged(DataFile file) {
    boolean tagged =
        file.lines().stream()
            .flatMap(line -> ConllReader.tagOf(line).stream())
            .anyMatch(tag -> tag.equals(TagSet.OUTSIDE) || tag.matches("[BIESLU]-.+"));
    int first = 1 + file.lines().indexOf(file.firstLine());
    if (!tagged && first > 0) {
      throw file.malformed(
          first,
          "expected a header with the columns text and class (or label), or a token and its tag in every line, found neither: no line ends with O or a tag such as B-x; write the header, correct the tags, or name the format");
    }
  }

  /** A model labels words; a blank token that is part of no span is nobody's loss. */
  private static Example withoutBlanks(DataFile file, Example example, List<DataNotice> notices) {
    if (example.tokens().stream().noneMatch(String::isBlank)) {
      return example;
    }
    List<String> tokens = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < example.tokens().size(); i++) {
      String tag = example.tags().isEmpty() ? TagSet.OUTSIDE : example.tags().get(i);
      if (!example.tokens().get(i).isBlank()) {
        tokens.add(example.tokens().get(i));
        tags.add(tag);
      } else if (tag.equals(TagSet.OUTSIDE)) {
        notices.add(new DataNotice(file.path(), example.lineOf(i), DataNotice.Kind.BLANK_TOKEN));
      } else {
        throw file.malformed(
            example.lineOf(i),
            "tokens: expected a word tagged %s, found a blank one at index %d; tag it O or remove it"
                .formatted(tag, i));
      }
    }
    return example.withTokens(tokens, example.tags().isEmpty() ? List.of() : tags);
  }
}
