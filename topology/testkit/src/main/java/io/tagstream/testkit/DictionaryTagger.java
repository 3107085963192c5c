package io.tagstream.testkit;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.ModelId;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.TaggingException;
import io.tagstream.model.Text;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.StreamTagger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tagger for tests that knows a few patterns instead of a language: what it says can be read off
 * its making. A span is a match of a pattern; of overlapping matches the leftmost counts, then the
 * longest. The whole text without the white space around it is one sentence, and its class the
 * first whose pattern occurs in it. Scores are 1.
 *
 * <p>It reads streams, too. A piece of a text may revise the matches in the last words before it,
 * as many as the right context says; a running text is one sentence, and a class that was said of
 * it stays unless one that comes before it occurs, too. Immutable and safe for use by several
 * threads.
 */
public final class DictionaryTagger implements StreamTagger {
  private final Map<String, Pattern> labels;
  private final Map<String, Pattern> classes;
  private final @Nullable Pattern failure;
  private final ModelId model;
  private final int rightContext;

  private DictionaryTagger(Builder builder) {
    this.labels = Map.copyOf(builder.labels);
    this.classes = new LinkedHashMap<>(builder.classes);
    this.failure = builder.failure;
    this.rightContext = builder.rightContext;
    this.model = new ModelId(builder.name, "1", sha256(builder.toString()));
  }

  /** Begins a tagger that knows nothing. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public ModelId model() {
    return model;
  }

  @Override
  public List<Tagging> tag(List<Text> texts) {
    return texts.stream().map(text -> tagOne(text.content())).toList();
  }

  @Override
  public OptionalInt rightContext() {
    return OptionalInt.of(rightContext);
  }

  @Override
  public List<StreamStep> read(StreamRules rules, List<StreamEvent> events) {
    return events.stream().map(event -> readOne(rules, event)).toList();
  }

  private StreamStep readOne(StreamRules rules, StreamEvent event) {
    refuse(event.text());
    return new DictionaryStreams(rules, event)
        .read(
            new DictionaryStreams.Dictionary() {
              @Override
              public List<Span> spans(String text) {
                return DictionaryTagger.this.spans(text);
              }

              @Override
              public @Nullable SentenceClass sentenceClass(String text, @Nullable String said) {
                return DictionaryTagger.this.sentenceClass(text, said);
              }
            });
  }

  @Override
  public void close() {}

  private void refuse(String text) {
    if (failure != null && failure.matcher(text).find()) {
      throw new TaggingException("the dictionary was told to fail on this text", null);
    }
  }

  private Tagging tagOne(String text) {
    refuse(text);
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return new Tagging(List.of(), List.of());
    }
    int begin = codePoints(text, text.indexOf(stripped));
    int end = begin + codePoints(stripped, stripped.length());
    return new Tagging(
        List.of(new ClassifiedSentence(begin, end, sentenceClass(text, null))), spans(text));
  }

  private List<Span> spans(String text) {
    List<Span> candidates = new ArrayList<>();
    labels.forEach(
        (label, pattern) -> {
          Matcher matcher = pattern.matcher(text);
          while (matcher.find()) {
            candidates.add(
                new Span(
                    label,
                    codePoints(text, matcher.start()),
                    codePoints(text, matcher.end()),
                    matcher.group(),
                    1));
          }
        });
    candidates.sort(
        Comparator.comparingInt(Span::begin)
            .thenComparing(Comparator.comparingInt(Span::end).reversed())
            .thenComparing(Span::label));
    List<Span> spans = new ArrayList<>();
    int covered = 0;
    for (Span candidate : candidates) {
      if (candidate.begin() >= covered && candidate.begin() < candidate.end()) {
        spans.add(candidate);
        covered = candidate.end();
      }
    }
    return spans;
  }

  private @Nullable SentenceClass sentenceClass(String text, @Nullable String said) {
    for (Map.Entry<String, Pattern> candidate : classes.entrySet()) {
      if (candidate.getKey().equals(said) || candidate.getValue().matcher(text).find()) {
        Map<String, Float> scores = new LinkedHashMap<>();
        classes.keySet().forEach(label -> scores.put(label, 0f));
        scores.put(candidate.getKey(), 1f);
        return new SentenceClass(candidate.getKey(), 1f, scores);
      }
    }
    return null;
  }

  private static int codePoints(String text, int endIndex) {
    return text.codePointCount(0, endIndex);
  }

  private static String sha256(String description) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(description.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  /** Collects what a {@link DictionaryTagger} knows. */
  public static final class Builder {
    private final Map<String, Pattern> labels = new LinkedHashMap<>();
    private final Map<String, Pattern> classes = new LinkedHashMap<>();
    private String name = "dictionary";
    private @Nullable Pattern failure;
    private int rightContext = 2;

    private Builder() {}

    /** Names the model that outputs will carry; {@code dictionary} if not called. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Labels every match of a regular expression; a plain word is one, too. */
    public Builder label(String label, String regex) {
      labels.put(label, Pattern.compile(regex));
      return this;
    }

    /**
     * Gives texts in which a regular expression occurs a class; the first one that fits counts, so
     * an empty expression at the end is the class of all others.
     */
    public Builder sentenceClass(String sentenceClass, String regex) {
      classes.put(sentenceClass, Pattern.compile(regex));
      return this;
    }

    /** Throws {@link TaggingException} on texts in which a regular expression occurs. */
    public Builder failOn(String regex) {
      failure = Pattern.compile(regex);
      return this;
    }

    /**
     * Says how many words at the end of a running text are looked at again with the next piece,
     * besides the last one, which may not be whole; 2 if not called.
     */
    public Builder rightContext(int words) {
      rightContext = words;
      return this;
    }

    /** Makes the tagger. */
    public DictionaryTagger build() {
      return new DictionaryTagger(this);
    }

    @Override
    public String toString() {
      return name + labels + classes + failure + rightContext;
    }
  }
}
