package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.PackedArchive;
import io.tagstream.model.source.PemKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCommandTest {
  private Path bundle;

  @BeforeEach
  void writeBundle(@TempDir Path directory) throws IOException {
    bundle = TinyBundle.write(directory.resolve("tiny"));
  }

  @Test
  void shouldFindASoundBundleSound() {
    Invocation verified = Invocation.of("bundle", "verify", bundle.toString());

    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(verified.out())
        .containsPattern("tiny 1\\.0\\.0 is sound: 6 files, digest [0-9a-f]{64}");
  }

  @Test
  void shouldRefuseABundleWithOneByteChanged() throws IOException {
    Path model = bundle.resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);
    Invocation refused = Invocation.of("bundle", "verify", bundle.toString());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("model.onnx", "expected", "found");
  }

  @Test
  void shouldSayWhatABundleIs() {
    Invocation inspected = Invocation.of("bundle", "inspect", bundle.toString());

    assertThat(inspected.exitCode()).as(inspected.err()).isZero();
    assertThat(inspected.out())
        .contains("tiny 1.0.0", "recurrent", "lstm", "artist date place", "Apache-2.0", "bytes");
  }

  @Test
  void shouldSayWhatEncoderABundleWasMadeFrom() {
    Invocation inspected = Invocation.of("bundle", "inspect", "assistant-bert");

    assertThat(inspected.out())
        .containsPattern("(?m)^  encoder +all-MiniLM-L6-v2, Apache-2.0 ")
        .doesNotContain("vectors");
  }

  @Test
  void shouldAskWhatToDo() {
    assertThat(Invocation.of("bundle").exitCode()).isEqualTo(2);
    assertThat(Invocation.of("bundle").err()).contains("verify, inspect, pack, key or sign");
  }

  private Path packed() {
    Path archive = bundle.resolveSibling("tiny.tar.gz");
    Invocation packed = Invocation.of("bundle", "pack", bundle.toString(), archive.toString());
    assertThat(packed.exitCode()).as(packed.err()).isZero();
    return archive;
  }

  @Test
  void shouldPackTheSameBundleTheSameWay() throws IOException {
    byte[] first = Files.readAllBytes(packed());

    assertThat(packed()).hasBinaryContent(first);
    Invocation verified = Invocation.of("bundle", "verify", packed().toString());
    assertThat(verified.exitCode()).as(verified.err()).isZero();
  }

  @Test
  void shouldSayWhatAnArchiveIsOrderedBy() throws IOException {
    Path archive = bundle.resolveSibling("tiny.tar.gz");

    Invocation packed = Invocation.of("bundle", "pack", bundle.toString(), archive.toString());

    PackedArchive facts = PackedArchive.of(archive);
    assertThat(packed.out())
        .contains("tiny 1.0.0", facts.sizeBytes() + " bytes", facts.sha256())
        .contains(Bundles.open(archive.toString()).id().digest());
  }

  @Test
  void shouldSignAnArchiveWithTheKeyItMade() throws Exception {
    Path key = bundle.resolveSibling("team.pem");
    Path archive = packed();
    Invocation made = Invocation.of("bundle", "key", key.toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out()).contains("team.pub.pem");

    Invocation signed =
        Invocation.of("bundle", "sign", "--key", key.toString(), archive.toString());

    assertThat(signed.exitCode()).as(signed.err()).isZero();
    String written = Files.readString(archive.resolveSibling("tiny.tar.gz.sig")).strip();
    assertThat(signed.out()).contains(written, PackedArchive.of(archive).sha256());
    Signature verification = Signature.getInstance("Ed25519");
    verification.initVerify(PemKeys.readPublic(key.resolveSibling("team.pub.pem")));
    verification.update(HexFormat.of().parseHex(PackedArchive.of(archive).sha256()));
    assertThat(verification.verify(Base64.getDecoder().decode(written))).isTrue();
  }

  @Test
  void shouldNeverReplaceAKey() {
    String key = bundle.resolveSibling("team.pem").toString();
    Invocation.of("bundle", "key", key);

    Invocation again = Invocation.of("bundle", "key", key);

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("expected no such file yet");
  }

  @Test
  void shouldSignNothingButASoundArchive() throws IOException {
    String key = bundle.resolveSibling("team.pem").toString();
    Invocation.of("bundle", "key", key);
    Path archive = packed();
    Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 1000));

    for (Path unsound : List.of(archive, bundle, bundle.resolveSibling("nothing"))) {
      Invocation refused = Invocation.of("bundle", "sign", "--key", key, unsound.toString());
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains(unsound.toString());
      assertThat(bundle.resolveSibling(unsound.getFileName() + ".sig")).doesNotExist();
    }
  }
}
