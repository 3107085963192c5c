package io.tagstream.testkit.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.bundle.BundleFiles;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Archives that came to harm on their way, or are none. */
final class DamagedArchives {
  private static final String WEB_PAGE = "<!DOCTYPE html><html><body>Log in</body></html>";

  private DamagedArchives() {}

  static void addTo(Catalogue catalogue) {
    addHarmedOnTheWay(catalogue);
    addHarmedBefore(catalogue);
    addOtherKinds(catalogue);
    addTampered(catalogue);
  }

  /** The order says what the archive was before. */
  private static void addHarmedOnTheWay(Catalogue catalogue) {
    byte[] good = catalogue.goodArchive();
    catalogue.add(
        "archive cut off on its way",
        Reason.ARCHIVE_SIZE_MISMATCH,
        folder -> catalogue.orderGood(folder, half(good)));
    catalogue.add(
        "archive prolonged on its way",
        Reason.ARCHIVE_SIZE_MISMATCH,
        folder -> catalogue.orderGood(folder, Arrays.copyOf(good, good.length + 1)));
    catalogue.add(
        "one bit of the archive flipped on its way",
        Reason.ARCHIVE_DIGEST_MISMATCH,
        folder -> catalogue.orderGood(folder, flipped(good, good.length / 2)));
    catalogue.add(
        "web page in place of the archive",
        Reason.ARCHIVE_SIZE_MISMATCH,
        folder -> catalogue.orderGood(folder, WEB_PAGE.getBytes(UTF_8)));
  }

  /** The order says what the archive is. */
  private static void addHarmedBefore(Catalogue catalogue) {
    byte[] good = catalogue.goodArchive();
    catalogue.archive("archive cut off before it was ordered", Reason.UNREADABLE, half(good));
    catalogue.archive(
        "check sum of gzip flipped before it was ordered",
        Reason.UNREADABLE,
        flipped(good, good.length - 8));
    catalogue.archive(
        "tar cut off within a file",
        Reason.UNREADABLE,
        new TarDraft().header("README.md", TarDraft.FILE, 4096).content(new byte[512]).packed());
    catalogue.archive(
        "header of tar with another check sum",
        Reason.UNREADABLE,
        TarDraft.gzip("x".repeat(2048).getBytes(UTF_8)));
  }

  private static void addOtherKinds(Catalogue catalogue) {
    catalogue.archive("empty file", Reason.MALFORMED_ORDER, new byte[0]);
    catalogue.archive("a single byte", Reason.UNREADABLE, new byte[1]);
    catalogue.archive("web page", Reason.UNREADABLE, WEB_PAGE.getBytes(UTF_8));
    catalogue.archive("zip", Reason.UNREADABLE, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});
    catalogue.archive("archive of nothing", Reason.MISSING_FILE, new TarDraft().end().packed());
    catalogue.archive(
        "archive of something else",
        Reason.MISSING_FILE,
        new TarDraft().entry("holidays.txt", TarDraft.FILE, new byte[9]).end().packed());
    catalogue.archive("too large", Reason.TOO_LARGE, new byte[(int) DamagedBundles.MAX_BYTES + 1]);
  }

  /** The bundle within was changed, and packed anew. */
  private static void addTampered(Catalogue catalogue) {
    catalogue.files(
        "one bit of a graph flipped",
        Reason.DIGEST_MISMATCH,
        catalogue
            .draft()
            .file(BundleFiles.MODEL, model -> flipped(model, model.length / 2))
            .tampered());
    catalogue.files(
        "graph cut off",
        Reason.SIZE_MISMATCH,
        catalogue.draft().file(BundleFiles.MODEL, DamagedArchives::half).tampered());
    catalogue.files(
        "file missing",
        Reason.MISSING_FILE,
        catalogue.draft().without(BundleFiles.WORDS).tampered());
    catalogue.files(
        "file that is not listed",
        Reason.UNLISTED_FILE,
        catalogue.draft().file("weights.bin", "more").tampered());
    Map<String, byte[]> undescribed = new TreeMap<>(catalogue.files());
    undescribed.remove(BundleFiles.DESCRIPTOR);
    catalogue.files("bundle.json missing", Reason.MISSING_FILE, undescribed);
  }

  static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  static byte[] flipped(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 1;
    return changed;
  }
}
