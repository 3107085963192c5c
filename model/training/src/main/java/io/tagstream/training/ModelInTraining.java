package io.tagstream.training;

import io.tagstream.model.bundle.EncoderDescriptor;
import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.network.TrainedNetwork;
import java.io.IOException;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * A network of some kind that is being trained, and what becomes of it in a bundle. Used by one
 * thread; whoever made it closes it.
 */
interface ModelInTraining extends AutoCloseable {

  /**
   * Makes the model that a configuration asks for, as it begins.
   *
   * @throws IOException if what was trained before cannot be read
   */
  static ModelInTraining of(TrainConfig config, TrainingData data) throws IOException {
    return config.transformer() == null
        ? RecurrentModel.of(config, data)
        : TransformerModel.of(config, config.transformer(), data);
  }

  /** Returns the network; the model closes it. */
  TrainedNetwork network();

  /** Returns what makes numbers of words for the network. */
  Function<String, WordIds> words();

  /** Returns what a bundle says of the encoder. */
  EncoderDescriptor encoder();

  /** Returns how many words, or pieces of them, have numbers of their own, in words. */
  String vocabulary();

  /** Returns the digest of what was trained before; {@code none} for nothing. */
  String pretrained();

  /**
   * Returns the files that the averaged parameters become, by name; the same bytes for the same.
   */
  SortedMap<String, byte[]> files();

  @Override
  void close();
}
