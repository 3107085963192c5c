package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.local.pipeline.Pipeline.Model;
import io.tagstream.topology.config.StreamMode;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Texts that are tagged ahead come out as they do one by one, also where what was foretold of their
 * streams was wrong. The same application fails this check if its answers are made from another
 * state than the one they are stamped with: so answers made ahead do come out, and the check sees
 * what they were made from.
 */
class SpeculationIT {
  private final Path directory;

  SpeculationIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldSayTheSameAheadAsOneByOne() throws Exception {
    int records = 3_000;
    try (Trial trial = new Trial(directory, StreamMode.UTTERANCE, records)) {
      Map<String, Object> settings = trial.settings("instance");
      settings.put(TaggingConfig.SPECULATION_THREADS, 4);
      try (Instance instance = Trial.start(settings)) {
        trial.answer(1);
        assertThat(instance.failures()).isEmpty();
      }

      trial.assertLikeUndisturbed();
      assertThat(trial.figures().used()).isGreaterThan(records / 2);
      assertThat(trial.figures().all()).containsKey("rejected");
    }
  }

  @Test
  void shouldNoticeAnswersThatWereMadeFromAnotherState() throws Exception {
    try (Trial trial = new Trial(directory, StreamMode.UTTERANCE, 1_000)) {
      Map<String, Object> settings = trial.settings("instance");
      settings.put(Pipeline.MODEL, Model.HASTY.name());
      try (Instance instance = Trial.start(settings)) {
        trial.answer(1);
        assertThat(instance.failures()).isEmpty();
      }

      assertThatThrownBy(trial::assertLikeUndisturbed)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("of partition");
    }
  }
}
