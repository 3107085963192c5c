package io.tagstream.model.bundle;

import io.tagstream.model.encoder.Encoder;

/** Makes the encoder of a bundle. */
@FunctionalInterface
public interface EncoderOpener {

  /**
   * Opens an encoder.
   *
   * @param files the files of the bundle, whose digests have been checked
   * @param descriptor what {@code bundle.json} says
   * @return an encoder the caller closes
   * @throws BundleException if the files are not what the kind of encoder needs
   */
  Encoder open(BundleFiles files, BundleDescriptor descriptor);
}
