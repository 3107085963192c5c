package io.tagstream.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.bundle.BundleException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleJsonTest {

  private static final String JSON =
      """
      {
        "formatVersion" : 1,
        "name" : "tiny",
        "version" : "1.0.0",
        "description" : "Two labels, two classes.",
        "encoder" : {
          "kind" : "recurrent",
          "cell" : "lstm",
          "direction" : "bidirectional",
          "layers" : 1,
          "hiddenSize" : 8
        },
        "heads" : {
          "slots" : {
            "tagScheme" : "BIO",
            "labels" : [ "artist", "track" ],
            "decoder" : "crf"
          },
          "classes" : {
            "labels" : [ "play", "rate" ]
          }
        },
        "limits" : {
          "maxTokens" : 512
        },
        "provenance" : {
          "data" : [ {
            "name" : "made",
            "source" : "here",
            "licence" : "Apache-2.0",
            "sentences" : 3
          } ],
          "licence" : "Apache-2.0",
          "seed" : 1,
          "command" : "./tagstream train --config tiny.properties",
          "scores" : {
            "dev.slotF1" : 12.5
          }
        },
        "files" : {
          "model.onnx" : {
            "sha256" : "00",
            "bytes" : 7
          }
        }
      }
      """;

  private static BundleDescriptor read(String json) {
    return BundleJson.descriptor(
        BundleFiles.of("here", Map.of("bundle.json", json.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void shouldWriteTheBytesItRead() {
    assertThat(new String(BundleJson.bytes(read(JSON)), StandardCharsets.UTF_8)).isEqualTo(JSON);
  }

  @Test
  void shouldLeaveOutAHeadThatIsNotThere() {
    String json = JSON.replaceAll("(?s)\"slots.*?\\},\\s*\"classes", "\"classes");

    assertThat(read(json).heads().slots()).isNull();
    assertThat(new String(BundleJson.bytes(read(json)), StandardCharsets.UTF_8)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "\"name\" : \"tiny\"; \"name\" : \"tiny\", \"nom\" : \"tiny\"; nom: Unrecognized field",
        "\"name\" : \"tiny\",; ; 'name' is missing",
        "\"seed\" : 1,; ; provenance.seed: Cannot map `null`",
        "\"kind\" : \"recurrent\"; \"kind\" : \"abacus\"; abacus",
        "\"lstm\"; \"quasi\"; quasi",
        "\"hiddenSize\" : 8; \"hiddenSize\" : 0; encoder: layers and hiddenSize",
        "\"seed\" : 1; \"seed\" : 1, \"seed\" : 2; seed",
        "\"formatVersion\" : 1,; \"formatVersion\" : 1,{; Unexpected character",
      })
  void shouldRefuseWhatIsNotADescriptor(String part, String instead, String found) {
    assertThatThrownBy(() -> read(JSON.replace(part, instead == null ? "" : instead)))
        .asInstanceOf(InstanceOfAssertFactories.type(BundleException.class))
        .returns(Reason.MALFORMED_DESCRIPTOR, BundleException::reason)
        .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
        .startsWith("here/bundle.json: expected")
        .contains(found);
  }

  @Test
  void shouldNameTheVersionsOfAnotherFormat() {
    assertThatThrownBy(() -> read("{\"formatVersion\":2,\"new\":true}"))
        .asInstanceOf(InstanceOfAssertFactories.type(BundleException.class))
        .returns(Reason.UNSUPPORTED_FORMAT, BundleException::reason)
        .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
        .contains("formatVersion 1, found 2");
  }
}
