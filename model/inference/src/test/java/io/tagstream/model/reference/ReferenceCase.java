package io.tagstream.model.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagstream.model.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What is known about a text or a pair of texts; {@code README.md} beside the script that wrote it
 * says what each field is.
 */
public record ReferenceCase(JsonNode json) {
  private static final String[] LONG_WORDS =
      ("the river Porto café opened 🎉 Ada Lindqvist, München (1998) 東京は O'Neill's e-mail"
              + " re\u0301sume\u0301 station; Gothenburg was never late -- İstanbul 884512 fine."
              + " \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66")
          .split(" ");

  /** A span with its positions in code points. */
  public record ReferenceSpan(String label, int begin, int end, double score) {}

  /** Returns whether the text is made by a formula, so that only digests of it are in the file. */
  public boolean isLong() {
    return json.has("long");
  }

  /** Returns whether there are two texts. */
  public boolean isPair() {
    return json.has("pair");
  }

  /** Returns whether the text was longer than a row, so that windows were read. */
  public boolean isWindowed() {
    return json.has("windows");
  }

  /** Returns the longest row that was read, in pieces. */
  public int maxPieces() {
    return json.path("maxPieces").asInt();
  }

  /** Returns how many pieces neighbouring windows shared. */
  public int overlap() {
    return json.path("overlap").asInt();
  }

  /** Returns how many windows were read. */
  public int windows() {
    JsonNode windows = json.path("windows");
    return windows.isArray() ? windows.size() : windows.asInt();
  }

  /** Returns the text, or the first of two. */
  public String text() {
    return isLong() ? longText(json.path("count").asInt()) : json.path("text").asText();
  }

  /** Returns the second text; empty if there is none. */
  public String pair() {
    return json.path("pair").asText();
  }

  /** Returns what a tagger reads. */
  public Text toText() {
    return isPair() ? new Text(text(), null, pair()) : Text.of(text());
  }

  /** Words that a linear congruential generator picks. */
  private static String longText(int count) {
    long state = 1;
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      state = (state * 1103515245L + 12345L) % 2147483648L;
      words.add(LONG_WORDS[(int) ((state >> 16) % LONG_WORDS.length)]);
    }
    return String.join(" ", words);
  }

  /** Returns a field of one number a piece, [P], special pieces included. */
  public int[] numbers(String field) {
    return numbers(json.path(field));
  }

  /** Returns which pieces the text has, special ones left out. */
  public int[] inner() {
    int[] special = numbers("special");
    return IntStream.range(0, special.length).filter(i -> special[i] == 0).toArray();
  }

  private static int[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  /** Returns the logits of the text, [C]. */
  public double[] classLogits() {
    return doubles(json.path("logits"));
  }

  /** Returns the logits of the pieces, [P,K], special ones included. */
  public double[][] pieceLogits() {
    return StreamSupport.stream(json.path("logits").spliterator(), false)
        .map(ReferenceCase::doubles)
        .toArray(double[][]::new);
  }

  private static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  /** Returns the scores of all classes, the likeliest first. */
  public Map<String, Double> classes() {
    Map<String, Double> classes = new LinkedHashMap<>();
    json.path("classes")
        .forEach(each -> classes.put(each.path(0).asText(), each.path(1).asDouble()));
    return classes;
  }

  /**
   * Returns the spans of a text in order: those that cover text, a character that several have
   * being the first one's.
   *
   * @param strategy {@code simple}, {@code first}, {@code average} or {@code max}
   */
  public List<ReferenceSpan> spans(String strategy) {
    List<ReferenceSpan> covering = new ArrayList<>();
    int free = 0;
    for (ReferenceSpan span : spans(json.path("spans").path(strategy))) {
      int begin = Math.max(free, span.begin());
      if (begin < span.end()) {
        covering.add(new ReferenceSpan(span.label(), begin, span.end(), span.score()));
        free = span.end();
      }
    }
    return covering;
  }

  /** Returns some of the spans of a text that has too many to list: every 97th. */
  public List<ReferenceSpan> sample(String strategy) {
    return spans(json.path("spans").path(strategy).path("sample"));
  }

  /** Returns whether there are too many spans to list. */
  public boolean isSummarised(String strategy) {
    return json.path("spans").path(strategy).isObject();
  }

  /** Returns how many spans there are where they are not listed. */
  public int count(String strategy) {
    return json.path("spans").path(strategy).path("count").asInt();
  }

  /** Returns the digest of labels and places of all spans where they are not listed. */
  public String digest(String strategy) {
    return json.path("spans").path(strategy).path("digest").asText();
  }

  /** Returns the mean score of all spans where they are not listed. */
  public double meanScore(String strategy) {
    return json.path("spans").path(strategy).path("meanScore").asDouble();
  }

  private static List<ReferenceSpan> spans(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(
            span ->
                new ReferenceSpan(
                    span.path(0).asText(),
                    span.path(1).asInt(),
                    span.path(2).asInt(),
                    span.path(3).asDouble()))
        .toList();
  }

  /** Leads from what a failed assertion is about to the line of the file. */
  @Override
  public String toString() {
    return isLong() ? json.path("long").asText() : json.path("text") + " " + json.path("pair");
  }
}
