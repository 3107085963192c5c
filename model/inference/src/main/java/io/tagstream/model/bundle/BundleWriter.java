package io.tagstream.model.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tagstream.model.Text;
import io.tagstream.model.bundle.BundleDescriptor.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes bundles. The same descriptor and contents give the same bytes. */
public final class BundleWriter {
  private BundleWriter() {}

  /**
   * Puts a bundle together: sizes and digests of all files go into {@code bundle.json}.
   *
   * @param location where the bundle will be, for messages
   * @param descriptor what to say about the bundle; its own list of files does not count
   * @param contents the bytes of every file but {@code bundle.json}, by name
   */
  public static BundleFiles assemble(
      String location, BundleDescriptor descriptor, Map<String, byte[]> contents) {
    SortedMap<String, FileDigest> digests = new TreeMap<>();
    contents.forEach((name, content) -> digests.put(name, FileDigest.of(content)));
    Map<String, byte[]> files = new TreeMap<>(contents);
    files.put(BundleFiles.DESCRIPTOR, BundleJson.bytes(descriptor.withFiles(digests)));
    return BundleFiles.of(location, files);
  }

  /**
   * Writes a bundle with golden examples and opens it again, so that what is written is known to
   * work.
   *
   * @param directory where to write it; made if it is not there
   * @param descriptor what to say about the bundle; its own list of files does not count
   * @param contents the bytes of every file but {@code bundle.json} and {@code examples.jsonl}
   * @param exampleTexts texts that the model tags now, to be checked whenever it is loaded
   * @return the bundle, as read from the directory
   * @throws BundleException if the model cannot be loaded or tags nothing
   * @throws IOException if a file cannot be written
   */
  public static Bundle write(
      Path directory,
      BundleDescriptor descriptor,
      Map<String, byte[]> contents,
      List<Text> exampleTexts)
      throws IOException {
    BundleFiles files = assemble(directory.toString(), descriptor, contents, exampleTexts);
    write(directory, files);
    Bundle written = Bundles.open(BundleFiles.inDirectory(directory));
    written.tagger().close();
    return written;
  }

  /**
   * Puts a bundle together in memory, with golden examples that the model tags now.
   *
   * @param location where the bundle will be, for messages
   * @param descriptor what to say about the bundle; its own list of files does not count
   * @param contents the bytes of every file but {@code bundle.json} and {@code examples.jsonl}
   * @param exampleTexts texts to be checked whenever the bundle is loaded
   * @throws BundleException if the model cannot be loaded
   */
  public static BundleFiles assemble(
      String location,
      BundleDescriptor descriptor,
      Map<String, byte[]> contents,
      List<Text> exampleTexts) {
    Map<String, byte[]> complete = new TreeMap<>(contents);
    Bundle draft = Bundles.open(assemble(location, descriptor, contents));
    try (BundleTagger tagger = draft.untested()) {
      complete.put(BundleFiles.EXAMPLES, GoldenExamples.write(tagger, exampleTexts));
    }
    return assemble(location, descriptor, complete);
  }

  /**
   * Returns the files of a bundle under another version.
   *
   * @param files the files of a bundle that opens
   * @throws BundleException if it does not, or the version is none
   */
  public static BundleFiles versioned(BundleFiles files, String version) {
    BundleDescriptor descriptor = Bundles.open(files).descriptor();
    Map<String, byte[]> contents = new TreeMap<>();
    descriptor.files().keySet().forEach(name -> contents.put(name, files.read(name)));
    retitle(contents, descriptor, version);
    BundleFiles versioned =
        assemble(
            files.location(), descriptor.withVersion(version, descriptor.description()), contents);
    return Bundles.open(versioned).files();
  }

  /** Lets a model card whose title is name and version, as that of a training, tell another one. */
  static void retitle(Map<String, byte[]> contents, BundleDescriptor before, String version) {
    String title = "# " + before.name() + " ";
    String old = title + before.version() + "\n";
    String card = new String(contents.getOrDefault(BundleFiles.MODEL_CARD, new byte[0]), UTF_8);
    if (card.startsWith(old)) {
      String retitled = title + version + "\n" + card.substring(old.length());
      contents.put(BundleFiles.MODEL_CARD, retitled.getBytes(UTF_8));
    }
  }

  /**
   * Writes the files of a bundle into a directory, which is made if it is not there. {@code
   * bundle.json} comes last, so that a torn write is no bundle.
   *
   * @throws IOException if a file cannot be written
   */
  public static void write(Path directory, BundleFiles files) throws IOException {
    Files.createDirectories(directory);
    Files.deleteIfExists(directory.resolve(BundleFiles.DESCRIPTOR));
    for (String name : files.names()) {
      if (!name.equals(BundleFiles.DESCRIPTOR)) {
        Files.write(directory.resolve(name), files.read(name));
      }
    }
    Files.write(directory.resolve(BundleFiles.DESCRIPTOR), files.read(BundleFiles.DESCRIPTOR));
  }
}
