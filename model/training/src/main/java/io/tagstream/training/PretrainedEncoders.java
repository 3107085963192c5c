package io.tagstream.training;

import io.tagstream.training.config.TrainConfigException;
import io.tagstream.training.config.TransformerConfig.EncoderDirectory;
import io.tagstream.training.config.TransformerConfig.EncoderResources;
import io.tagstream.training.config.VectorsConfig.ClassPathEncoder;
import io.tagstream.training.config.VectorsConfig.Origin;
import io.tagstream.training.transformer.source.PretrainedEncoder;
import io.tagstream.training.transformer.weights.EncoderConfig;
import java.io.IOException;
import java.io.InputStream;

/** Reads the encoder that a configuration names. */
final class PretrainedEncoders {
  private PretrainedEncoders() {}

  /**
   * Reads an encoder.
   *
   * @throws IOException if a file cannot be read or is not what it should be
   * @throws TrainConfigException if there is none
   */
  static PretrainedEncoder read(Origin origin) throws IOException {
    if (origin instanceof EncoderDirectory directory) {
      return PretrainedEncoder.inDirectory(directory.path());
    }
    ClassPathEncoder encoder = ((EncoderResources) origin).resources();
    try (InputStream graph = open(encoder, encoder.graph());
        InputStream tokenizer = open(encoder, encoder.tokenizer())) {
      return PretrainedEncoder.ofGraph(
          encoder.graph(),
          graph,
          EncoderConfig.bert(encoder.attentionHeads()),
          tokenizer.readAllBytes());
    }
  }

  private static InputStream open(ClassPathEncoder encoder, String resource) {
    InputStream stream = PretrainedEncoders.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new TrainConfigException(
          "network.weights: expected %s on the class path, found none; add %s"
              .formatted(resource, encoder.artifact()));
    }
    return stream;
  }
}
