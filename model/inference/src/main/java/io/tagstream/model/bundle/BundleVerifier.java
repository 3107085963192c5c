package io.tagstream.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.BundleDescriptor.FileDigest;
import io.tagstream.model.bundle.BundleDescriptor.SlotHead;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.ClassScores;
import io.tagstream.model.decode.CrfParameters;
import io.tagstream.model.decode.LabelKind;
import io.tagstream.model.decode.SpanAggregator;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.decode.TagScheme;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.stream.StreamRules;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks the files of a bundle against its descriptor, before anything is loaded from them. */
final class BundleVerifier {
  /** The decoder holds a number for each pair of tags. */
  private static final int MOST_SPAN_LABELS = 1_000;

  private static final String GRAPH_SUFFIX = ".onnx";
  private static final String FETCH_AGAIN = "fetch the whole bundle again";

  private final BundleFiles files;
  private final BundleDescriptor descriptor;

  BundleVerifier(BundleFiles files, BundleDescriptor descriptor) {
    this.files = files;
    this.descriptor = descriptor;
  }

  /** Checks that exactly the listed files are there, to the bit. */
  void verifyFiles() {
    for (Map.Entry<String, FileDigest> listed : descriptor.files().entrySet()) {
      verifyFile(listed.getKey(), listed.getValue());
    }
    TreeSet<String> unlisted = new TreeSet<>(files.names());
    unlisted.removeAll(descriptor.files().keySet());
    unlisted.remove(BundleFiles.DESCRIPTOR);
    if (!unlisted.isEmpty()) {
      throw BundleException.of(
          Reason.UNLISTED_FILE,
          files.location(),
          "only files that " + BundleFiles.DESCRIPTOR + " lists",
          String.join(", ", unlisted),
          "remove them from the bundle");
    }
  }

  private void verifyFile(String name, FileDigest listed) {
    byte[] content = files.read(name);
    if (content.length != listed.bytes()) {
      throw BundleException.of(
          Reason.SIZE_MISMATCH,
          files.location() + "/" + name,
          listed.bytes() + " bytes",
          content.length + " bytes",
          FETCH_AGAIN);
    }
    String digest = Sha256.hex(content);
    if (!digest.equals(listed.sha256())) {
      throw BundleException.of(
          Reason.DIGEST_MISMATCH,
          files.location() + "/" + name,
          "SHA-256 " + listed.sha256(),
          digest,
          FETCH_AGAIN);
    }
  }

  /** Checks that the graphs hold all they need, in numbers, before ONNX Runtime sees them. */
  void verifyGraphs() {
    for (String name : descriptor.files().keySet()) {
      if (name.endsWith(GRAPH_SUFFIX)) {
        new GraphScan(files.location() + "/" + name).verify(files.read(name));
      }
    }
  }

  void verifyIdentity() {
    verifyIdentity("name", descriptor.name());
    verifyIdentity("version", descriptor.version());
  }

  private void verifyIdentity(String field, String value) {
    if (!Bundles.NAME.matcher(value).matches()) {
      throw BundleException.of(
          Reason.MALFORMED_DESCRIPTOR,
          subject(field),
          "letters, digits, '.', '_' and '-'",
          "'" + value + "'",
          "train the bundle again under another " + field);
    }
  }

  void verifyHeads() {
    if (descriptor.heads().slots() == null && descriptor.heads().classes() == null) {
      throw badLabels("heads", "slots, classes or both", "neither");
    }
    SlotHead slots = descriptor.heads().slots();
    boolean whole =
        descriptor.encoder() instanceof EncoderDescriptor.Transformer transformer
            && transformer.unit() == EncoderDescriptor.Unit.TEXT;
    if (slots != null && (slots.tagScheme() == TagScheme.LISTED) != whole) {
      throw badLabels(
          "heads.slots.tagScheme",
          whole
              ? "LISTED, for the encoder reads whole texts"
              : "BIO, for it reads sentences of words",
          slots.tagScheme().toString());
    }
  }

  void verifyLimits() {
    int maxTokens = descriptor.limits().maxTokens();
    if (maxTokens < 1) {
      throw BundleException.of(
          Reason.BAD_LIMITS,
          subject("limits.maxTokens"),
          "a positive number",
          String.valueOf(maxTokens),
          "train the bundle again");
    }
  }

  void verifyStream() {
    BundleDescriptor.Stream stream = descriptor.stream();
    boolean recurrent = descriptor.encoder() instanceof EncoderDescriptor.Recurrent;
    int most = recurrent ? StreamRules.MAX_RECURRENT : StreamRules.MAX_TOKENS;
    if (stream != null && (stream.rightContext() < 0 || stream.rightContext() > most)) {
      throw BundleException.of(
          Reason.BAD_LIMITS,
          subject("stream.rightContext"),
          "0 to %d tokens%s".formatted(most, recurrent ? " for a recurrent encoder" : ""),
          String.valueOf(stream.rightContext()),
          "train the bundle again");
    }
  }

  /** Makes what aggregates listed tags, or {@code null} if none are listed. */
  @Nullable SpanAggregator aggregator() {
    SlotHead slots = descriptor.heads().slots();
    if (slots == null || slots.aggregation() == null) {
      return null;
    }
    verifyLabels("heads.slots.labels", slots.labels());
    for (String label : slots.labels()) {
      if (SpanAggregator.label(label).isBlank()) {
        throw badLabels("heads.slots.labels", "a name behind 'B-' and 'I-'", "'" + label + "'");
      }
    }
    return new SpanAggregator(slots.labels(), slots.aggregation());
  }

  /** Makes the decoder of the slot head, or {@code null} if there is none. */
  @Nullable TagDecoder tagDecoder() {
    SlotHead slots = descriptor.heads().slots();
    if (slots == null || slots.decoder() == null) {
      return null;
    }
    if (slots.labels().size() > MOST_SPAN_LABELS) {
      throw badLabels(
          "heads.slots.labels",
          "at most " + MOST_SPAN_LABELS + " labels",
          String.valueOf(slots.labels().size()));
    }
    TagSet tags = tagSet(slots.labels());
    return slots.decoder() == DecoderKind.CRF ? crf(tags) : TagDecoder.softmax(tags);
  }

  /** Makes the decoder of the class head, or {@code null} if there is none. */
  @Nullable ClassDecoder classDecoder() {
    BundleDescriptor.ClassHead classes = descriptor.heads().classes();
    if (classes == null) {
      return null;
    }
    verifyLabels("heads.classes.labels", classes.labels());
    return new ClassDecoder(
        classes.labels(), classes.scores() == null ? ClassScores.SOFTMAX : classes.scores());
  }

  private TagSet tagSet(List<String> labels) {
    try {
      return TagSet.of(labels);
    } catch (IllegalArgumentException e) {
      throw BundleException.causedBy(
          e,
          Reason.BAD_LABELS,
          subject("heads.slots.labels"),
          LabelKind.SPAN.expectation() + ", each once",
          String.valueOf(e.getMessage()),
          "train the bundle again with sound labels");
    }
  }

  private void verifyLabels(String field, List<String> labels) {
    if (labels.isEmpty()) {
      throw badLabels(field, "at least one label", "none");
    }
    Set<String> seen = new HashSet<>();
    for (String label : labels) {
      if (!LabelKind.CLASS.allows(label)) {
        throw badLabels(field, LabelKind.CLASS.expectation(), "'" + label + "'");
      }
      if (!seen.add(label)) {
        throw badLabels(field, "every label once", "'" + label + "' twice");
      }
    }
  }

  private TagDecoder crf(TagSet tags) {
    byte[] json = files.read(BundleFiles.DECODER);
    try {
      return TagDecoder.crf(tags, BundleJson.MAPPER.readValue(json, CrfParameters.class));
    } catch (JsonProcessingException e) {
      throw badDecoder(e.getOriginalMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw badDecoder(String.valueOf(e.getMessage()), e);
    }
  }

  private BundleException badDecoder(String found, Throwable cause) {
    return BundleException.causedBy(
        cause,
        Reason.BAD_DECODER,
        files.location() + "/" + BundleFiles.DECODER,
        "start, transitions and end scores of every tag",
        found,
        "train the bundle again");
  }

  private BundleException badLabels(String field, String expected, String found) {
    return BundleException.of(
        Reason.BAD_LABELS, subject(field), expected, found, "train the bundle again");
  }

  private String subject(String field) {
    return files.location() + "/" + BundleFiles.DESCRIPTOR + " " + field;
  }
}
