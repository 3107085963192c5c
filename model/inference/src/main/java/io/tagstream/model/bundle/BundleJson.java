package io.tagstream.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON of a bundle: strict when read, the same bytes on every platform when written. */
final class BundleJson {
  /** Refuses unknown, doubled and missing fields and anything after the object. */
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A description of a thousand labels has a hundredth of it. */
  static final int LARGEST_DESCRIPTOR = 4 << 20;

  private BundleJson() {}

  static BundleDescriptor descriptor(BundleFiles files) {
    String subject = files.location() + "/" + BundleFiles.DESCRIPTOR;
    byte[] json = files.read(BundleFiles.DESCRIPTOR);
    if (json.length > LARGEST_DESCRIPTOR) {
      throw malformed(subject, json.length + " bytes of JSON", null);
    }
    try {
      int version = MAPPER.readTree(json).path("formatVersion").asInt(-1);
      // Asked first: another version may well have other fields, and that would be the wrong story.
      if (version != BundleDescriptor.FORMAT_VERSION) {
        throw BundleException.of(
            BundleException.Reason.UNSUPPORTED_FORMAT,
            subject,
            "formatVersion " + BundleDescriptor.FORMAT_VERSION,
            version == -1 ? "none" : String.valueOf(version),
            "use a Tagstream of the version that wrote the bundle, or train it again");
      }
      return MAPPER.readValue(json, BundleDescriptor.class);
    } catch (JsonMappingException e) {
      String field =
          e.getPath().stream()
              .map(JsonMappingException.Reference::getFieldName)
              .filter(Objects::nonNull)
              .collect(Collectors.joining("."));
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String problem = cause == e ? e.getOriginalMessage() : String.valueOf(cause.getMessage());
      throw malformed(subject, field.isEmpty() ? problem : field + ": " + problem, e);
    } catch (JsonProcessingException e) {
      throw malformed(subject, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw malformed(subject, String.valueOf(e.getMessage()), e);
    }
  }

  private static BundleException malformed(
      String subject, String found, @Nullable Throwable cause) {
    BundleException.Reason reason = BundleException.Reason.MALFORMED_DESCRIPTOR;
    String expected =
        "the fields of format version " + BundleDescriptor.FORMAT_VERSION + ", of 4 MiB at most";
    String remedy = "write bundles with 'tagstream train' and change no file of them by hand";
    return cause == null
        ? BundleException.of(reason, subject, expected, found, remedy)
        : BundleException.causedBy(cause, reason, subject, expected, found, remedy);
  }

  static byte[] bytes(BundleDescriptor descriptor) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(lines);
    try {
      byte[] json = MAPPER.writer(printer).writeValueAsBytes(descriptor);
      byte[] withNewline = Arrays.copyOf(json, json.length + 1);
      withNewline[json.length] = '\n';
      return withNewline;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a descriptor is made of plain values", e);
    }
  }
}
