package io.tagstream.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tagstream.model.ModelFailedException;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.TaggingException;
import io.tagstream.model.Text;
import io.tagstream.model.bundle.BundleException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The golden examples of a bundle: texts, and what its model says about them. */
final class GoldenExamples {
  /** All are tagged whenever a bundle is opened; ours have a hundredth of it. */
  private static final int LARGEST = 1 << 20;

  /** Words that a model without examples is probed with, whatever it says of them. */
  private static final List<Text> ANY_TEXTS =
      Stream.of(
              "Ada Lovelace wrote the first program in London in 1843 .",
              "Play something by Nina Simone , please",
              "We did not like the second half of the film at all")
          .map(Text::of)
          .toList();

  private final String subject;
  private final List<GoldenExample> examples;

  private GoldenExamples(String subject, List<GoldenExample> examples) {
    this.subject = subject;
    this.examples = examples;
  }

  /** Reads {@code examples.jsonl}; a bundle without an example cannot show that it works. */
  static GoldenExamples read(BundleFiles files) {
    String subject = files.location() + "/" + BundleFiles.EXAMPLES;
    byte[] content = files.read(BundleFiles.EXAMPLES);
    if (content.length > LARGEST) {
      throw bad(subject, content.length + " bytes", null);
    }
    List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
    List<GoldenExample> examples = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        examples.add(parse(subject + ", line " + (i + 1), lines.get(i)));
      }
    }
    if (examples.isEmpty()) {
      throw bad(subject, "none", null);
    }
    return new GoldenExamples(subject, examples);
  }

  /** No examples: what a model that was written elsewhere says is believed. */
  static GoldenExamples none(BundleFiles files) {
    return new GoldenExamples(files.location(), List.of());
  }

  private static GoldenExample parse(String subject, String line) {
    try {
      return BundleJson.MAPPER.readValue(line, GoldenExample.class);
    } catch (JsonProcessingException e) {
      throw bad(subject, e.getOriginalMessage(), e);
    }
  }

  private static BundleException bad(String subject, String found, @Nullable Throwable cause) {
    String expected = "a text with its sentences and spans a line, in 1 MiB at most";
    String remedy = "train the bundle again";
    return cause == null
        ? BundleException.of(Reason.BAD_EXAMPLES, subject, expected, found, remedy)
        : BundleException.causedBy(cause, Reason.BAD_EXAMPLES, subject, expected, found, remedy);
  }

  /** Makes the bytes of {@code examples.jsonl} from what a model says now. */
  static byte[] write(Tagger tagger, List<Text> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Tagging> taggings = tagger.tag(texts);
    for (int i = 0; i < texts.size(); i++) {
      try {
        GoldenExample example = GoldenExample.of(texts.get(i), taggings.get(i));
        bytes.write(BundleJson.MAPPER.writeValueAsBytes(example));
        bytes.write('\n');
      } catch (IOException e) {
        throw new IllegalStateException("an example is made of plain values", e);
      }
    }
    if (bytes.size() > LARGEST) {
      throw BundleException.of(
          Reason.BAD_EXAMPLES,
          BundleFiles.EXAMPLES,
          "texts of which all that is said has room in 1 MiB",
          bytes.size() + " bytes",
          "choose fewer or shorter texts");
    }
    return bytes.toByteArray();
  }

  /** Returns the texts. */
  List<Text> texts() {
    return examples.stream().map(GoldenExample::tagged).toList();
  }

  /**
   * Tags every example and measures how much of what they say the tagger says as well.
   *
   * @param least how much it must be, in (0, 1]
   */
  void verifyAgreement(Tagger tagger, double least) {
    GoldenExample.Agreement all = agreement(tagger);
    if (all.said() == 0) {
      throw bad(
          subject, "examples of which nothing is said, so that nothing can be compared", null);
    }
    if (all.share() < least) {
      throw BundleException.of(
          Reason.GOLDEN_MISMATCH,
          subject,
          String.format(
              Locale.ROOT,
              "at least %.4f of its spans and classes said alike by the model in integers",
              least),
          String.format(Locale.ROOT, "%.4f of %d", all.share(), all.said() / 2),
          "use the bundle in single precision");
    }
  }

  /** Tags every example and counts what is said alike. */
  GoldenExample.Agreement agreement(Tagger tagger) {
    List<Tagging> taggings = taggings(tagger);
    GoldenExample.Agreement all = GoldenExample.Agreement.NONE;
    for (int i = 0; i < examples.size(); i++) {
      all = all.plus(examples.get(i).agreement(taggings.get(i)));
    }
    return all;
  }

  private List<Tagging> taggings(Tagger tagger) {
    try {
      return tagger.tag(texts());
    } catch (TaggingException | ModelFailedException e) {
      throw failed("examples the model can tag", e);
    }
  }

  /** Tags every example and compares. */
  void verify(Tagger tagger) {
    List<Tagging> taggings = taggings(tagger);
    for (int i = 0; i < examples.size(); i++) {
      GoldenExample.Difference difference = examples.get(i).difference(taggings.get(i));
      if (difference != null) {
        throw BundleException.of(
            Reason.GOLDEN_MISMATCH,
            subject + ", example " + (i + 1),
            difference.expected(),
            difference.found(),
            "use the version of Tagstream that wrote the bundle, or train it again");
      }
    }
  }

  /** Lets a tagger that says of the examples what it should ask whether batches change that. */
  void probe(BundleTagger tagger) {
    try {
      tagger.probe(examples.isEmpty() ? ANY_TEXTS : texts());
    } catch (TaggingException | ModelFailedException e) {
      throw failed("a model that can tag words of the examples in any order", e);
    }
  }

  private BundleException failed(String expected, RuntimeException cause) {
    return BundleException.causedBy(
        cause,
        Reason.GOLDEN_MISMATCH,
        subject,
        expected,
        String.valueOf(cause.getMessage()),
        "train the bundle again");
  }
}
