package io.tagstream.testkit.bundle;

import io.tagstream.model.bundle.BundleFiles;
import java.security.PrivateKey;
import java.util.List;

/**
 * A catalogue of bundles that must be refused, made of a good one: archives that are torn, swapped
 * or made to harm, bundles that lie in a way that holds together, so that only a look at what they
 * lie about finds it, and orders of something that is not there.
 *
 * <p>They are for a fetcher that trusts the public half of the key, allows the folder that a bundle
 * is placed in, and takes archives of up to {@link #MAX_BYTES}.
 */
public final class DamagedBundles {
  /** Bytes of the largest archive that the fetcher should take. */
  public static final long MAX_BYTES = 1 << 20;

  private DamagedBundles() {}

  /**
   * Makes the catalogue.
   *
   * @param good a sound bundle of a recurrent encoder with both heads, a CRF, at least two labels
   *     of spans and of classes and golden examples that have spans; its archive is smaller than
   *     {@link #MAX_BYTES}
   * @param key an Ed25519 key whose public half is trusted
   */
  public static List<DamagedBundle> of(BundleFiles good, PrivateKey key) {
    Catalogue catalogue = new Catalogue(good, key);
    DamagedArchives.addTo(catalogue);
    HarmfulArchives.addTo(catalogue);
    LyingDescriptors.addTo(catalogue);
    LyingFiles.addTo(catalogue);
    LyingOrders.addTo(catalogue);
    return catalogue.bundles();
  }
}
