package io.tagstream.app;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.CompactBundle;
import io.tagstream.model.compact.WeightStorage;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which numbers a bundle is packed. */
final class CompactArguments {
  @Option(
      names = "--weights",
      paramLabel = "STORAGE",
      description =
          "How large matrices are stored: fp32, fp16 or int8. The model computes in single"
              + " precision all the same, so it says the same alone and in any batch.")
  private @Nullable WeightStorage weights;

  @Option(
      names = "--int8",
      paramLabel = "SHARE",
      description =
          "Compute large products in 8-bit integers: quicker and without batches, and it may say"
              + " other things on other machines. Wherever the bundle is opened it must say at"
              + " least this share of what its golden examples say in single precision, for example"
              + " 0.98, or is refused.")
  private @Nullable Double integers;

  /** Makes the bundle, and says how much of what its examples say has stayed. */
  BundleFiles of(BundleFiles files, PrintWriter out) {
    CompactBundle bundle = new CompactBundle(files);
    CompactBundle.Compact made =
        weights == null
            ? bundle.integers(share(Objects.requireNonNull(integers)))
            : bundle.stored(weights);
    out.printf(
        Locale.ROOT,
        "%.2f %% of %d spans and classes of the golden examples are said alike; the graph has %,d"
            + " bytes, of %,d%n",
        100 * made.agreement(),
        made.compared(),
        made.files().read(BundleFiles.MODEL).length,
        files.read(BundleFiles.MODEL).length);
    return made.files();
  }

  private static double share(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new CommandException(
          "--int8: expected a share above 0 and up to 1, found %s; 0.98 is a good one."
              .formatted(share));
    }
    return share;
  }
}
