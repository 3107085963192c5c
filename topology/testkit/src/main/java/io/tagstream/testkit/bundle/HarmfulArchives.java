package io.tagstream.testkit.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.bundle.BundleFiles;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Archives that are made to harm whoever unpacks them. */
final class HarmfulArchives {
  private static final byte[] DATA = {1, 2, 3};
  private static final int BOMB_BYTES = 80 << 20;
  private static final int LONG_NAME_BYTES = 8 << 20;

  private HarmfulArchives() {}

  static void addTo(Catalogue catalogue) {
    addPaths(catalogue);
    addKinds(catalogue);
    addDoubles(catalogue);
    addBombs(catalogue);
    addBehindTheEnd(catalogue);
  }

  private static void addPaths(Catalogue catalogue) {
    path(catalogue, "absolute path", "/etc/passwd");
    path(catalogue, "path out of the folder", "../bundle.json");
    path(catalogue, "path out of a folder within", "bundle/../bundle.json");
    path(catalogue, "path with backslashes", "..\\bundle.json");
    path(catalogue, "folder in a folder", "bundle/more/bundle.json");
    path(catalogue, "name with a line break", "bundle\n.json");
    unsafe(
        catalogue,
        "files in two folders",
        new TarDraft().entry("a/x", TarDraft.FILE, DATA).entry("b/y", TarDraft.FILE, DATA));
  }

  private static void path(Catalogue catalogue, String name, String path) {
    unsafe(catalogue, name, whole(catalogue).entry(path, TarDraft.FILE, DATA));
  }

  private static void addKinds(Catalogue catalogue) {
    kind(catalogue, "symbolic link", TarDraft.SYMBOLIC_LINK);
    kind(catalogue, "hard link", TarDraft.HARD_LINK);
    kind(catalogue, "device", TarDraft.DEVICE);
    kind(catalogue, "named pipe", TarDraft.PIPE);
    unsafe(
        catalogue,
        "sparse file",
        whole(catalogue)
            .entry("pax", TarDraft.PAX, sparse(99_999, DATA.length))
            .entry("weights.bin", TarDraft.FILE, DATA));
  }

  private static void kind(Catalogue catalogue, String name, char kind) {
    unsafe(catalogue, name, whole(catalogue).entry("weights.bin", kind, new byte[0]));
  }

  private static void addDoubles(Catalogue catalogue) {
    unsafe(
        catalogue,
        "file that is there twice",
        whole(catalogue).entry(BundleFiles.MODEL, TarDraft.FILE, DATA));
    unsafe(
        catalogue,
        "file that differs in case",
        whole(catalogue).entry("Bundle.JSON", TarDraft.FILE, DATA));
    unsafe(
        catalogue,
        "file that differs in the form of letters",
        whole(catalogue).entry("\uFF42undle.json", TarDraft.FILE, DATA));
  }

  private static void addBombs(Catalogue catalogue) {
    unsafe(
        catalogue,
        "bomb of zeros",
        whole(catalogue).entry("weights.bin", TarDraft.FILE, new byte[BOMB_BYTES]));
    unsafe(
        catalogue,
        "bomb in a name",
        whole(catalogue).entry("././@LongLink", TarDraft.LONG_NAME, new byte[LONG_NAME_BYTES]));
    TarDraft headers = whole(catalogue);
    for (int i = 0; i < 10_000; i++) {
      headers.entry("pax", TarDraft.PAX, pax("comment", "more"));
    }
    unsafe(catalogue, "headers without end", headers);
    TarDraft many = whole(catalogue);
    for (int i = 0; i < 100; i++) {
      many.entry("file" + i, TarDraft.FILE, new byte[0]);
    }
    unsafe(catalogue, "too many files", many);
    unsafe(
        catalogue,
        "file that says it has 8 GiB",
        new TarDraft().header("weights.bin", TarDraft.FILE, (8L << 30) - 1).content(DATA));
    byte[] negative = ByteBuffer.allocate(12).putInt(-1).putLong(-512).array();
    catalogue.archive(
        "file of negative size",
        Reason.UNREADABLE,
        new TarDraft().header("weights.bin", TarDraft.FILE, negative).content(DATA).packed());
  }

  private static void addBehindTheEnd(Catalogue catalogue) {
    unsafe(
        catalogue,
        "file behind the end",
        whole(catalogue).end().entry("weights.bin", TarDraft.FILE, DATA));
    byte[] good = catalogue.goodArchive();
    catalogue.archive(
        "two archives in one",
        Reason.UNSAFE_ARCHIVE,
        ByteBuffer.allocate(2 * good.length).put(good).put(good).array());
  }

  private static TarDraft whole(Catalogue catalogue) {
    return new TarDraft().files(catalogue.files());
  }

  /** A header of a file of zeros, but for the bytes it begins with. */
  private static byte[] sparse(int size, int begin) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes(pax("GNU.sparse.size", Integer.toString(size)));
    lines.writeBytes(pax("GNU.sparse.numblocks", "1"));
    lines.writeBytes(pax("GNU.sparse.offset", "0"));
    lines.writeBytes(pax("GNU.sparse.numbytes", Integer.toString(begin)));
    return lines.toByteArray();
  }

  /** A line of a header that says more of the next entry; it begins with its own length. */
  private static byte[] pax(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.length() + 2;
    return (length + rest).getBytes(UTF_8);
  }

  private static void unsafe(Catalogue catalogue, String name, TarDraft archive) {
    catalogue.archive(name, Reason.UNSAFE_ARCHIVE, archive.packed());
  }
}
