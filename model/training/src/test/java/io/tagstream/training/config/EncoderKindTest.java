package io.tagstream.training.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderKindTest {
  /** What means something of both kinds. A new key belongs here, or to one kind. */
  private static final Set<TrainKey> OF_BOTH =
      EnumSet.of(
          TrainKey.NETWORK_ENCODER,
          TrainKey.NETWORK_SLOTS_DECODER,
          TrainKey.NETWORK_CLASS_POOLING,
          TrainKey.NETWORK_ATTENTION_WIDTH,
          TrainKey.TRAINING_EPOCHS,
          TrainKey.TRAINING_BATCH_SIZE,
          TrainKey.TRAINING_PATIENCE,
          TrainKey.TRAINING_OPTIMIZER,
          TrainKey.TRAINING_WEIGHT_DECAY,
          TrainKey.TRAINING_LEARNING_RATE,
          TrainKey.TRAINING_WARM_UP,
          TrainKey.TRAINING_DECAY,
          TrainKey.TRAINING_CLIP,
          TrainKey.TRAINING_CONSISTENCY,
          TrainKey.TRAINING_AVERAGE,
          TrainKey.TRAINING_DROPOUT_LAYER,
          TrainKey.TRAINING_DROPOUT_OUTPUT,
          TrainKey.TRAINING_DROPOUT_WORD,
          TrainKey.TRAINING_LABEL_SMOOTHING,
          TrainKey.TRAINING_TAG_SMOOTHING,
          TrainKey.TRAINING_CLASS_LOSS,
          TrainKey.TRAINING_CLASS_WEIGHTS,
          TrainKey.TRAINING_PLAIN_SHARE,
          TrainKey.TRAINING_LOWER_SHARE,
          TrainKey.TRAINING_UPPER_SHARE,
          TrainKey.TRAINING_UNPUNCTUATED_SHARE,
          TrainKey.TRAINING_PREFIX_SHARE,
          TrainKey.TRAINING_SWAP_SHARE,
          TrainKey.TRAINING_SWAP_WITHIN,
          TrainKey.TRAINING_SEED,
          TrainKey.TRAINING_THREADS);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldRefuseEveryKeyOfTheOtherKind() throws IOException {
    List<TrainKey> ofBoth = new ArrayList<>();
    List<TrainKey> ofNone = new ArrayList<>();
    for (TrainKey key : TrainKey.values()) {
      boolean recurrent = isRefused(key, EncoderKind.BERT);
      boolean bert = isRefused(key, EncoderKind.RECURRENT);
      if (recurrent && bert) {
        ofNone.add(key);
      } else if (!recurrent && !bert && isOfNetworks(key)) {
        ofBoth.add(key);
      }
    }
    assertThat(ofNone).isEmpty();
    assertThat(ofBoth).containsExactlyElementsOf(OF_BOTH);
  }

  private static boolean isOfNetworks(TrainKey key) {
    return key.toString().startsWith("network.") || key.toString().startsWith("training.");
  }

  private boolean isRefused(TrainKey key, EncoderKind kind) throws IOException {
    if (key == TrainKey.NETWORK_ENCODER) {
      return false;
    }
    Path file = directory.resolve("my.properties");
    Files.write(
        file, List.of(TrainKey.NETWORK_ENCODER + "=" + Settings.spelled(kind), key + "=anything"));
    Settings settings = Settings.load(file, null, Map.of());
    Throwable refused = catchThrowable(() -> EncoderKind.read(settings));
    assertThat(refused == null || refused instanceof TrainConfigException).isTrue();
    return refused != null;
  }
}
