package io.tagstream.model.recurrent;

import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.EncoderDescriptor;
import io.tagstream.model.bundle.EncoderOpener;
import io.tagstream.model.encoder.Encoder;

/** Opens the encoders of kind {@code recurrent}. */
public final class RecurrentEncoderOpener implements EncoderOpener {

  @Override
  public boolean opens(EncoderDescriptor encoder) {
    return encoder instanceof EncoderDescriptor.Recurrent;
  }

  @Override
  public Encoder open(BundleFiles files, BundleDescriptor descriptor) {
    return RecurrentEncoder.open(files, descriptor);
  }
}
