package io.tagstream.model.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ed25519 keys in PEM files (RFC 7468), as {@code openssl genpkey -algorithm ed25519} writes them,
 * too: a public key as X.509 describes it, a private one as PKCS #8 does, not encrypted.
 */
public final class PemKeys {
  private static final String ALGORITHM = "Ed25519";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final String PRIVATE = "PRIVATE KEY";
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /** A key has a hundred bytes; what is larger was named by mistake. */
  private static final long LARGEST_FILE = 1 << 16;

  private PemKeys() {}

  /**
   * Reads a public key.
   *
   * @throws KeyFileException if the file holds none for Ed25519, or cannot be read
   */
  public static PublicKey readPublic(Path file) {
    byte[] encoded = read(file, PUBLIC);
    return decode(file, PUBLIC, keys -> keys.generatePublic(new X509EncodedKeySpec(encoded)));
  }

  /**
   * Reads a private key.
   *
   * @throws KeyFileException if the file holds none for Ed25519, or cannot be read
   */
  public static PrivateKey readPrivate(Path file) {
    byte[] encoded = read(file, PRIVATE);
    return decode(file, PRIVATE, keys -> keys.generatePrivate(new PKCS8EncodedKeySpec(encoded)));
  }

  /**
   * Makes a pair of keys and writes it into two files, neither of which may be there. The private
   * one can be read by its owner alone.
   *
   * @throws KeyFileException if a file is there already, or cannot be written
   */
  public static void writePair(Path privateFile, Path publicFile) {
    KeyPair keys = pair();
    if (Files.exists(publicFile)) {
      throw exists(publicFile);
    }
    write(privateFile, PRIVATE, keys.getPrivate());
    write(publicFile, PUBLIC, keys.getPublic());
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has Ed25519", e);
    }
  }

  private static void write(Path file, String label, Key key) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    String pem = "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, body);
    Set<OpenOption> newFile = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    // From the first moment: a file whose rights are narrowed later could have been opened before.
    try (var channel = Files.newByteChannel(file, newFile, rights(file, label))) {
      channel.write(ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (IOException e) {
      throw new KeyFileException(
          file.toString(),
          "to write a key there",
          e.getClass().getSimpleName() + ": " + e.getMessage(),
          "choose a directory that this user may write to",
          e);
    }
  }

  private static FileAttribute<?>[] rights(Path file, String label) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    String rights = label.equals(PRIVATE) ? "rw-------" : "rw-r--r--";
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  private static KeyFileException exists(Path file) {
    return new KeyFileException(
        file.toString(),
        "no such file yet",
        "one, and a lost key cannot be made again",
        "choose another name, or move the file away",
        null);
  }

  /** Returns what stands between the two lines of a PEM file that may hold only this. */
  private static byte[] read(Path file, String label) {
    Matcher block = BLOCK.matcher(text(file, label));
    if (!block.find()) {
      throw refused(file, label, "nothing of that kind", null);
    }
    if (!block.group(1).equals(label)) {
      throw refused(file, label, "'-----BEGIN " + block.group(1) + "-----'", null);
    }
    byte[] encoded;
    try {
      encoded = Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw refused(file, label, "letters that are no base64", e);
    }
    if (block.find()) {
      throw refused(file, label, "more than one key", null);
    }
    return encoded;
  }

  private static String text(Path file, String label) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw refused(file, label, Files.size(file) + " bytes", null);
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw refused(file, label, "no such file", e);
    } catch (IOException e) {
      throw refused(file, label, e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  /** Makes a key of bytes. */
  private interface Decoding<K> {
    K from(KeyFactory keys) throws GeneralSecurityException;
  }

  private static <K> K decode(Path file, String label, Decoding<K> decoding) {
    try {
      return decoding.from(KeyFactory.getInstance(ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw refused(file, label, "a key of another kind, or a torn one", e);
    }
  }

  private static KeyFileException refused(
      Path file, String label, String found, @Nullable Throwable cause) {
    return new KeyFileException(
        file.toString(),
        "one Ed25519 key in a PEM file, '-----BEGIN " + label + "-----'",
        found,
        "make a pair with 'tagstream bundle key FILE'",
        cause);
  }
}
