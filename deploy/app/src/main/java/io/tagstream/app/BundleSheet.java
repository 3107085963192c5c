package io.tagstream.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.model.ModelId;
import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleDescriptor.ClassHead;
import io.tagstream.model.bundle.BundleDescriptor.Provenance;
import io.tagstream.model.bundle.BundleDescriptor.SlotHead;
import io.tagstream.model.bundle.EncoderDescriptor;
import io.tagstream.model.bundle.PackedArchive;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Prints what a bundle says about itself. */
final class BundleSheet {
  private static final int LABELS_COLUMNS = 72;

  private final PrintWriter out;

  BundleSheet(PrintWriter out) {
    this.out = out;
  }

  void print(BundleDescriptor bundle, ModelId id) {
    out.printf("%s %s%n", bundle.name(), bundle.version());
    out.printf("  %s%n", bundle.description());
    entry("digest", id.digest());
    entry("encoder", describe(bundle.encoder()));
    boolean ofTexts =
        bundle.encoder() instanceof EncoderDescriptor.Transformer transformer
            && transformer.unit() == EncoderDescriptor.Unit.TEXT;
    entry(
        "limits",
        (ofTexts ? "windows of up to %d pieces" : "sentences of up to %d tokens")
            .formatted(bundle.limits().maxTokens()));
    BundleDescriptor.Stream stream = bundle.stream();
    if (stream != null) {
      entry(
          "streams",
          (bundle.encoder().carriesState()
                  ? "the state goes on, a right context of %d tokens"
                  : "the last %d words are read again with every event")
              .formatted(stream.rightContext()));
    }
    SlotHead slots = bundle.heads().slots();
    if (slots != null) {
      entry(
          "spans",
          "%d labels, %s, %s"
              .formatted(
                  slots.labels().size(),
                  lower(slots.tagScheme()),
                  lower(slots.decoder() == null ? slots.aggregation() : slots.decoder())));
      labels(slots.labels());
    }
    ClassHead classes = bundle.heads().classes();
    if (classes != null) {
      entry("classes", classes.labels().size() + " labels");
      labels(classes.labels());
    }
    print(bundle.provenance(), bundle.encoder(), !ofTexts);
    bundle.files().forEach((name, file) -> entry(name, "%,d bytes".formatted(file.bytes())));
    out.flush();
  }

  /** Says what an archive is ordered by. */
  void printOrder(ModelId id, PackedArchive archive) {
    out.printf(
        "%s %s%n  digest    %s%n  size      %d bytes%n  sha256    %s%n",
        id.name(), id.version(), id.digest(), archive.sizeBytes(), archive.sha256());
  }

  /** Says what the encoder is in the words of {@code bundle.json}. */
  private static String describe(EncoderDescriptor encoder) {
    StringJoiner words = new StringJoiner(", ");
    JsonNode json = new ObjectMapper().valueToTree(encoder);
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      words.add(field.getKey() + " " + field.getValue().asText());
    }
    return words.toString();
  }

  private static String lower(@Nullable Enum<?> name) {
    return String.valueOf(name).toLowerCase(Locale.ROOT);
  }

  private void print(Provenance provenance, EncoderDescriptor encoder, boolean trainedHere) {
    entry("licence", provenance.licence());
    for (BundleDescriptor.DataSource data : provenance.data()) {
      entry(
          "data",
          "%s, %d sentences, %s (%s)"
              .formatted(data.name(), data.sentences(), data.licence(), data.source()));
    }
    BundleDescriptor.VectorSource vectors = provenance.vectors();
    if (vectors != null) {
      entry(
          encoder instanceof EncoderDescriptor.Transformer ? "encoder" : "vectors",
          "%s, %s (%s)".formatted(vectors.name(), vectors.licence(), vectors.source()));
    }
    entry(
        "command", provenance.command() + (trainedHere ? " (seed " + provenance.seed() + ")" : ""));
    provenance
        .scores()
        .forEach((name, score) -> entry(name, String.format(Locale.ROOT, "%.2f %%", score)));
  }

  private void labels(List<String> labels) {
    StringBuilder line = new StringBuilder();
    for (String label : labels) {
      if (line.length() + label.length() > LABELS_COLUMNS) {
        entry("", line.toString());
        line.setLength(0);
      }
      line.append(label).append(' ');
    }
    entry("", line.toString());
  }

  private void entry(String name, String value) {
    out.printf("  %-21s %s%n", name, value.strip());
  }
}
