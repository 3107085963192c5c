package io.tagstream.model.bundle;

import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.encoder.OpenEncoder;
import java.util.ServiceLoader;

/**
 * Makes the encoders of one kind. Every kind has a provider that {@link ServiceLoader} finds, so
 * that bundles know none of them.
 */
public interface EncoderOpener {

  /** Returns the opener for a bundle's encoder. */
  static EncoderOpener of(BundleDescriptor descriptor) {
    ClassLoader loader = EncoderOpener.class.getClassLoader();
    return ServiceLoader.load(EncoderOpener.class, loader).stream()
        .map(ServiceLoader.Provider::get)
        .filter(opener -> opener.opens(descriptor.encoder()))
        .findFirst()
        .orElseThrow(
            () ->
                BundleException.of(
                    Reason.MALFORMED_DESCRIPTOR,
                    BundleFiles.DESCRIPTOR + " encoder",
                    "a kind that something on the class path opens",
                    descriptor.encoder().toString(),
                    "keep META-INF/services when jars are merged"));
  }

  /** Returns whether encoders of this kind are opened here. */
  boolean opens(EncoderDescriptor encoder);

  /**
   * Opens an encoder.
   *
   * @param files the files of the bundle, whose digests have been checked
   * @param descriptor what {@code bundle.json} says, with an encoder this {@link #opens}
   * @return an encoder the caller closes
   * @throws BundleException if the files are not what the kind of encoder needs
   */
  OpenEncoder open(BundleFiles files, BundleDescriptor descriptor);
}
