package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.serving.Taggers;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.tagging.TaggingInput;
import io.tagstream.topology.tagging.TaggingResult;
import io.tagstream.topology.tagging.TextRecord;
import io.tagstream.topology.tagging.TextTagging;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** Many records tagged at once. */
class TextTaggingTest {

  /** A registry that is away may be waited for; for all of a batch that is too long. */
  @Test
  void shouldTryOneRecordOnlyWhereNoneIsAtFault() {
    ClosedTaggers taggers = new ClosedTaggers();
    TaggingConfig config =
        new TaggingConfig(
            Map.of(
                "application.id",
                "a",
                "bootstrap.servers",
                "localhost:9092",
                "schema.registry.url",
                "mock://text-tagging",
                TaggingConfig.INPUT_FORMAT,
                "text"));
    try (TextTagging tagging = new TextTagging(config, taggers)) {
      List<TaggingResult> results =
          tagging.tag(LongStream.range(0, 10).mapToObj(TextTaggingTest::input).toList());

      assertThat(results).hasSize(10).hasOnlyElementsOfType(TaggingResult.Failed.class);
      assertThat(taggers.asked).isEqualTo(1);
    }
  }

  private static TaggingInput input(long offset) {
    byte[] text = "a taxi".getBytes(StandardCharsets.UTF_8);
    return new TaggingInput(
        new TextRecord(
            new Record<>(null, text, offset), new SourceCoordinates("text-events", 0, offset)),
        Taggers.DEFAULT_ROUTE,
        null);
  }

  /** Counts how often it is asked for a tagger. */
  private static final class ClosedTaggers implements Taggers {
    private int asked;

    @Override
    public TaggerLease at(String route, long timestamp) {
      asked++;
      throw new IllegalStateException("taggers: expected open ones, found them closed");
    }

    @Override
    public void close() {}
  }
}
