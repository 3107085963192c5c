package io.tagstream.model.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemKeysTest {
  private static final String SHA256 = "ab".repeat(32);

  private final Path privateFile;
  private final Path publicFile;

  PemKeysTest(@TempDir Path folder) {
    privateFile = folder.resolve("team.pem");
    publicFile = folder.resolve("team.pub.pem");
  }

  @Test
  void shouldReadThePairItWrote() {
    PemKeys.writePair(privateFile, publicFile);

    byte[] signature = ArchiveSignature.sign(PemKeys.readPrivate(privateFile), SHA256);

    assertThat(signature).hasSize(ArchiveSignature.BYTES);
    ArchiveSignature.verify("here", List.of(PemKeys.readPublic(publicFile)), SHA256, signature);
  }

  @Test
  void shouldKeepThePrivateKeyFromOthers() throws IOException {
    PemKeys.writePair(privateFile, publicFile);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateFile)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldNeverReplaceAKey() throws IOException {
    Files.writeString(privateFile, "mine");
    assertThatThrownBy(() -> PemKeys.writePair(privateFile, publicFile))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContainingAll(privateFile.toString(), "expected", "found");
    assertThat(privateFile).hasContent("mine");
    Files.move(privateFile, publicFile);

    assertThatThrownBy(() -> PemKeys.writePair(privateFile, publicFile))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining(publicFile.toString());
    assertThat(privateFile).doesNotExist();
  }

  /** Keys that other tools have made, with the words of RFC 8410, section 10. */
  @Test
  void shouldReadKeysOfOtherTools() throws IOException {
    Files.writeString(
        publicFile,
        """
        A line before.
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
        -----END PUBLIC KEY-----
        """);
    Files.writeString(
        privateFile,
        """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----
        """);

    byte[] signature = ArchiveSignature.sign(PemKeys.readPrivate(privateFile), SHA256);
    ArchiveSignature.verify("here", List.of(PemKeys.readPublic(publicFile)), SHA256, signature);
  }

  @ParameterizedTest
  @CsvSource({
    "no key, nothing of that kind",
    "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----, BEGIN PRIVATE KEY",
    "-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----, torn one",
    "-----BEGIN PUBLIC KEY-----A-----END PUBLIC KEY-----, no base64",
  })
  void shouldSayWhatIsWrongWithAFile(String content, String found) throws IOException {
    Files.writeString(publicFile, content);

    assertThatThrownBy(() -> PemKeys.readPublic(publicFile))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContainingAll(publicFile.toString(), "BEGIN PUBLIC KEY", found, "bundle key");
  }

  @Test
  void shouldRefuseKeysOfOtherKindsAndFilesThatAreNotThere()
      throws IOException, NoSuchAlgorithmException {
    byte[] rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic().getEncoded();
    Files.writeString(
        publicFile,
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(rsa)
            + "\n-----END PUBLIC KEY-----\n");

    assertThatThrownBy(() -> PemKeys.readPublic(publicFile)).hasMessageContaining("another kind");
    assertThatThrownBy(() -> PemKeys.readPrivate(privateFile))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("no such file");
  }
}
