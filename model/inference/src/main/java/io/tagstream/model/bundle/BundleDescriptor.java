package io.tagstream.model.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tagstream.model.decode.Aggregation;
import io.tagstream.model.decode.ClassScores;
import io.tagstream.model.decode.SpanAggregator;
import io.tagstream.model.decode.TagScheme;
import io.tagstream.model.decode.TagSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bundle.json} says about a bundle. Written with the fields in this order and without
 * times, so that the same training gives the same bytes.
 *
 * @param formatVersion version of the format, {@link #FORMAT_VERSION}
 * @param name name of the bundle, for example {@code assistant}
 * @param version version of the bundle
 * @param description one sentence for people
 * @param encoder the encoder
 * @param heads what the model says about a sentence
 * @param stream how it reads streams, or {@code null} if it was not trained to
 * @param limits bounds of what the model takes
 * @param provenance where the model comes from
 * @param files SHA-256 and size of every other file, by name
 */
@JsonPropertyOrder({
  "formatVersion",
  "name",
  "version",
  "description",
  "encoder",
  "heads",
  "stream",
  "limits",
  "provenance",
  "files"
})
public record BundleDescriptor(
    int formatVersion,
    String name,
    String version,
    String description,
    EncoderDescriptor encoder,
    Heads heads,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Stream stream,
    Limits limits,
    Provenance provenance,
    SortedMap<String, FileDigest> files) {

  /** The version of the format this code reads and writes. */
  public static final int FORMAT_VERSION = 1;

  public BundleDescriptor {
    Objects.requireNonNull(name, "'name' is missing");
    Objects.requireNonNull(version, "'version' is missing");
    Objects.requireNonNull(description, "'description' is missing");
    Objects.requireNonNull(encoder, "'encoder' is missing");
    Objects.requireNonNull(heads, "'heads' is missing");
    Objects.requireNonNull(limits, "'limits' is missing");
    Objects.requireNonNull(provenance, "'provenance' is missing");
    Objects.requireNonNull(files, "'files' is missing");
    files.values().forEach(file -> Objects.requireNonNull(file, "the digest of a file is missing"));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Returns the same descriptor with other files. */
  public BundleDescriptor withFiles(Map<String, FileDigest> others) {
    return new BundleDescriptor(
        formatVersion,
        name,
        version,
        description,
        encoder,
        heads,
        stream,
        limits,
        provenance,
        new TreeMap<>(others));
  }

  /** Returns the same descriptor of another version, with its description. */
  public BundleDescriptor withVersion(String other, String itsDescription) {
    return new BundleDescriptor(
        formatVersion,
        name,
        other,
        itsDescription,
        encoder,
        heads,
        stream,
        limits,
        provenance,
        files);
  }

  /** Returns the same descriptor with another encoder. */
  public BundleDescriptor withEncoder(EncoderDescriptor other) {
    return new BundleDescriptor(
        formatVersion, name, version, description, other, heads, stream, limits, provenance, files);
  }

  /**
   * The heads of a model; at least one is there.
   *
   * @param slots tags tokens, or {@code null}
   * @param classes classifies sentences, or {@code null}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"slots", "classes"})
  public record Heads(@Nullable SlotHead slots, @Nullable ClassHead classes) {}

  /**
   * A head that tags tokens.
   *
   * @param tagScheme how spans are written as tags
   * @param labels labels of spans in the order of the tag logits; the tags where these are listed
   * @param decoder how tags are made of logits, or {@code null} where they are listed
   * @param aggregation how spans are made of listed tags, or {@code null} where they are not listed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"tagScheme", "labels", "decoder", "aggregation"})
  public record SlotHead(
      TagScheme tagScheme,
      List<String> labels,
      @Nullable DecoderKind decoder,
      @Nullable Aggregation aggregation) {
    public SlotHead {
      Objects.requireNonNull(tagScheme, "'tagScheme' is missing");
      Objects.requireNonNull(labels, "'labels' is missing");
      labels = List.copyOf(labels);
      if (tagScheme == TagScheme.LISTED) {
        Objects.requireNonNull(aggregation, "'aggregation' is missing");
      } else {
        Objects.requireNonNull(decoder, "'decoder' is missing");
      }
    }

    /** A head whose tags are those of {@link TagScheme#BIO}. */
    public SlotHead(TagScheme tagScheme, List<String> labels, DecoderKind decoder) {
      this(tagScheme, labels, decoder, null);
    }

    /** Returns what spans may be called, each once. */
    public List<String> spanLabels() {
      return tagScheme == TagScheme.BIO
          ? labels
          : labels.stream()
              .map(SpanAggregator::label)
              .filter(label -> !label.equals(TagSet.OUTSIDE))
              .distinct()
              .toList();
    }
  }

  /** How tags are made of logits. */
  public enum DecoderKind {
    /** A linear-chain conditional random field (Lafferty et al. 2001). */
    @JsonProperty("crf")
    CRF,
    /** A softmax over the tags of each token. */
    @JsonProperty("softmax")
    SOFTMAX
  }

  /**
   * A head that classifies sentences.
   *
   * @param labels classes in the order of the class logits
   * @param scores how scores are made of logits; {@code null} for a softmax
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"labels", "scores"})
  public record ClassHead(List<String> labels, @Nullable ClassScores scores) {
    public ClassHead {
      Objects.requireNonNull(labels, "'labels' is missing");
      labels = List.copyOf(labels);
    }

    /** A head of classes of which one is true. */
    public ClassHead(List<String> labels) {
      this(labels, null);
    }
  }

  /**
   * How a model reads streams: a recurrent one carries its forward state on from event to event, a
   * transformer reads the last words again.
   *
   * @param rightContext R, how many more tokens are read before nothing more is read of a token, or
   *     W, how many words are read again
   */
  public record Stream(int rightContext) {}

  /**
   * Bounds of what a model takes.
   *
   * @param maxTokens tokens of the longest sentence; longer ones are cut
   */
  public record Limits(int maxTokens) {}

  /**
   * Where a model comes from.
   *
   * @param data the data sets it was trained on
   * @param vectors the pre-trained vectors or encoder in it, or {@code null} for none
   * @param licence licence of the model
   * @param seed seed of the training
   * @param command the command that trains it again
   * @param scores figures by name, for example {@code dev.slotF1}, in percent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"data", "vectors", "licence", "seed", "command", "scores"})
  public record Provenance(
      List<DataSource> data,
      @Nullable VectorSource vectors,
      String licence,
      long seed,
      String command,
      SortedMap<String, Double> scores) {
    public Provenance {
      Objects.requireNonNull(data, "'data' is missing");
      data = List.copyOf(data);
      Objects.requireNonNull(licence, "'licence' is missing");
      Objects.requireNonNull(command, "'command' is missing");
      Objects.requireNonNull(scores, "'scores' is missing");
      scores.values().forEach(score -> Objects.requireNonNull(score, "a score is missing"));
      scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
    }
  }

  /**
   * A data set a model was trained on.
   *
   * @param name name of the set
   * @param source where it can be had
   * @param licence its licence
   * @param sentences how many of its sentences were used
   */
  @JsonPropertyOrder({"name", "source", "licence", "sentences"})
  public record DataSource(String name, String source, String licence, int sentences) {
    public DataSource {
      Objects.requireNonNull(name, "'name' is missing");
      Objects.requireNonNull(source, "'source' is missing");
      Objects.requireNonNull(licence, "'licence' is missing");
    }
  }

  /**
   * Pre-trained vectors of words or word pieces that are part of a model.
   *
   * @param name what they are called
   * @param source where they can be had
   * @param licence their licence
   */
  @JsonPropertyOrder({"name", "source", "licence"})
  public record VectorSource(String name, String source, String licence) {
    public VectorSource {
      Objects.requireNonNull(name, "'name' is missing");
      Objects.requireNonNull(source, "'source' is missing");
      Objects.requireNonNull(licence, "'licence' is missing");
    }
  }

  /**
   * What a file of the bundle must be.
   *
   * @param sha256 SHA-256 of its bytes in lower-case hexadecimal
   * @param bytes its size
   */
  @JsonPropertyOrder({"sha256", "bytes"})
  public record FileDigest(String sha256, long bytes) {
    private static final int VERSION_DIGITS = 12;

    public FileDigest {
      Objects.requireNonNull(sha256, "'sha256' is missing");
    }

    /** Returns the digest and size of some bytes. */
    public static FileDigest of(byte[] content) {
      return new FileDigest(Sha256.hex(content), content.length);
    }

    /** Returns the begin of the digest: the version of a graph that nobody gave one. */
    public String version() {
      return sha256.substring(0, VERSION_DIGITS);
    }
  }
}
