package io.tagstream.model.bundle;

import io.tagstream.model.bundle.BundleException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a bundle, held in memory: what was verified is what is used, whatever happens to a
 * directory in between. Immutable, but for the arrays it returns, which nobody changes.
 */
public final class BundleFiles {
  /** Describes the bundle and lists every other file. */
  public static final String DESCRIPTOR = "bundle.json";

  /** The graph of sentences. */
  public static final String MODEL = "model.onnx";

  /** The graph of words. */
  public static final String WORDS = "words.onnx";

  /** What the encoder kind needs to make numbers of words. */
  public static final String TOKENIZER = "tokenizer.json";

  /** Parameters of the CRF, if the bundle has one. */
  public static final String DECODER = "decoder.json";

  /** Golden texts with what the model says about them. */
  public static final String EXAMPLES = "examples.jsonl";

  /** The model card. */
  public static final String MODEL_CARD = "README.md";

  /** Largest bundle, in bytes of all files together. */
  public static final long MAX_BYTES = 512L << 20;

  /** Largest file of a directory from elsewhere: an array has no more room. */
  public static final long LARGEST_FILE = Integer.MAX_VALUE - 8L;

  static final int MAX_FILES = 64;

  private static final String CLASS_PATH = "io/tagstream/bundles/";

  private final String location;
  private final SortedMap<String, byte[]> contents;
  private final boolean foreign;

  private BundleFiles(String location, Map<String, byte[]> contents) {
    this(location, contents, false);
  }

  private BundleFiles(String location, Map<String, byte[]> contents, boolean foreign) {
    this.location = location;
    this.contents = new TreeMap<>(contents);
    this.foreign = foreign;
  }

  /**
   * Takes files that are in memory.
   *
   * @param location where they come from, for messages
   * @param contents bytes by file name
   */
  public static BundleFiles of(String location, Map<String, byte[]> contents) {
    return new BundleFiles(location, contents);
  }

  /**
   * Makes a bundle of files that something else wrote. It has no golden examples, so what it says
   * is believed.
   *
   * @param location where they come from, for messages
   * @param descriptor what to say about them; its own list of files does not count
   * @param contents bytes by file name
   */
  public static BundleFiles foreign(
      String location, BundleDescriptor descriptor, Map<String, byte[]> contents) {
    BundleFiles files = BundleWriter.assemble(location, descriptor, contents);
    return new BundleFiles(location, files.contents, true);
  }

  /**
   * Loads the files of a directory. Entries whose name begins with a dot are passed over.
   *
   * @throws BundleException if it cannot be read, or holds folders, links or too much
   */
  public static BundleFiles inDirectory(Path directory) {
    Map<String, byte[]> contents = new TreeMap<>();
    BundleSize size = new BundleSize(directory.toString());
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.sorted().toList()) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
          continue;
        }
        if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          throw BundleException.of(
              Reason.UNLISTED_FILE,
              entry.toString(),
              "plain files only",
              "a folder or a link",
              "remove it from the bundle");
        }
        contents.put(name, read(entry, size));
      }
    } catch (IOException e) {
      throw unreadable(directory.toString(), e);
    }
    return new BundleFiles(directory.toString(), contents);
  }

  private static byte[] read(Path entry, BundleSize size) throws IOException {
    long bytes = Files.size(entry);
    size.add(bytes);
    try (InputStream content = Files.newInputStream(entry, LinkOption.NOFOLLOW_LINKS)) {
      // No more than was counted, although it may have grown since.
      return content.readNBytes(Math.toIntExact(bytes));
    }
  }

  /**
   * Loads the files of a {@code .tar.gz} of a bundle's directory; the files may lie in one folder.
   * Those whose name begins with a dot are passed over.
   *
   * @throws BundleException if it cannot be read or is unsafe
   */
  public static BundleFiles inArchive(Path archive) {
    try (InputStream bytes = Files.newInputStream(archive)) {
      return inArchive(archive.toString(), bytes);
    } catch (IOException e) {
      throw unreadable(archive.toString(), e);
    }
  }

  /**
   * Loads the files of a {@code .tar.gz}, like {@link #inArchive(Path)}.
   *
   * @param location where the archive comes from, for messages
   * @param archive its bytes, which are read to the end; the caller closes the stream
   * @throws BundleException if it cannot be read or is unsafe
   */
  public static BundleFiles inArchive(String location, InputStream archive) {
    try {
      return new BundleFiles(location, BundleArchive.read(location, archive));
    } catch (IOException e) {
      throw unreadable(location, e);
    }
  }

  /**
   * Loads a bundle that ships on the class path in {@code io/tagstream/bundles/NAME/}; its {@code
   * bundle.json} says which files there are.
   *
   * @return the files, or {@code null} if no bundle of this name ships
   * @throws BundleException if a file cannot be read
   */
  static @Nullable BundleFiles shipped(String name, ClassLoader loader) {
    String folder = CLASS_PATH + name + "/";
    String location = "classpath:" + folder;
    Map<String, byte[]> contents = new TreeMap<>();
    byte[] descriptor = resource(folder + DESCRIPTOR, loader);
    if (descriptor == null) {
      return null;
    }
    contents.put(DESCRIPTOR, descriptor);
    BundleDescriptor listed = BundleJson.descriptor(new BundleFiles(location, contents));
    for (String file : listed.files().keySet()) {
      byte[] content = resource(folder + file, loader);
      if (content != null) {
        contents.put(file, content);
      }
    }
    return new BundleFiles(location, contents);
  }

  /**
   * Returns the names of the bundles that ship on the class path, as their index files list them.
   */
  static List<String> shippedNames(ClassLoader loader) {
    List<String> names = new ArrayList<>();
    try {
      for (URL index : Collections.list(loader.getResources(CLASS_PATH + "index"))) {
        try (InputStream stream = index.openStream()) {
          new String(stream.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !names.contains(line))
              .forEach(names::add);
        }
      }
    } catch (IOException e) {
      throw unreadable("classpath:" + CLASS_PATH + "index", e);
    }
    return List.copyOf(names);
  }

  private static byte @Nullable [] resource(String path, ClassLoader loader) {
    try (InputStream stream = loader.getResourceAsStream(path)) {
      return stream == null ? null : stream.readAllBytes();
    } catch (IOException e) {
      throw unreadable("classpath:" + path, e);
    }
  }

  private static BundleException unreadable(String subject, IOException cause) {
    return BundleException.causedBy(
        cause,
        Reason.UNREADABLE,
        subject,
        "a bundle that can be read",
        cause.getMessage() == null
            ? cause.getClass().getSimpleName()
            : cause.getClass().getSimpleName() + ": " + cause.getMessage(),
        "check that it is whole and that this user may read it");
  }

  /** Returns whether something else wrote the files, so that there are no golden examples. */
  public boolean isForeign() {
    return foreign;
  }

  /** Returns where the files come from, for messages. */
  public String location() {
    return location;
  }

  /** Returns the names of the files in order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(contents.keySet());
  }

  /**
   * Returns the bytes of a file; do not change them.
   *
   * @throws BundleException if there is no such file
   */
  public byte[] read(String name) {
    byte[] content = contents.get(name);
    if (content == null) {
      throw BundleException.of(
          Reason.MISSING_FILE,
          location,
          "the file " + name,
          contents.isEmpty() ? "no file at all" : "only " + String.join(", ", contents.keySet()),
          name.equals(DESCRIPTOR)
              ? "name the directory of a bundle, or of an export with config.json, tokenizer.json"
                  + " and model.onnx"
              : "fetch the whole bundle again, or train it again");
    }
    return content;
  }
}
