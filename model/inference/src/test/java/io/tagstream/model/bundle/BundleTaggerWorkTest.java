package io.tagstream.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.EncoderWork;
import io.tagstream.model.TaggingException;
import io.tagstream.model.Text;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.Encoding.TokenClasses;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a tagger says its encoder has done. */
class BundleTaggerWorkTest {

  private static EncoderWork untimed(EncoderWork work) {
    return work.minus(new EncoderWork(0, 0, 0, 0, work.nanos()));
  }

  @Test
  void shouldCountRowsTokensAndPadding() {
    BundleTagger tagger = Capitals.tagger(new Capitals(false));

    tagger.tag(List.of(Text.of("One two three. Four"), Text.of("five six")));

    assertThat(untimed(tagger.work())).isEqualTo(new EncoderWork(1, 3, 7, 12, 0));
    assertThat(tagger.work().nanos()).isPositive();
  }

  /** Says nothing of the class. */
  private static Encoding plain(Encoding encoding) {
    float[][] logits = Objects.requireNonNull(encoding.tagLogits());
    return new Encoding(
        logits,
        null,
        null,
        new TokenClasses(new float[logits.length], new float[logits.length][2]));
  }

  @Test
  void shouldCountEventsOfStreams() {
    BundleTagger tagger =
        Capitals.tagger(
            Capitals.changed(
                new Capitals(false),
                (inputs, encodings) ->
                    encodings.stream().map(BundleTaggerWorkTest::plain).toList()),
            OptionalInt.of(1));

    tagger.read(
        StreamRules.utterances(),
        Stream.of("one", "two three", "").map(text -> StreamEvent.of(null, text)).toList());

    assertThat(untimed(tagger.work())).isEqualTo(new EncoderWork(1, 2, 3, 4, 0));
  }

  @Test
  void shouldCountEveryBatchOfAModelThatIsNotBatched() {
    BundleTagger tagger = Capitals.tagger(new Capitals(true));
    tagger.probe(List.of(Text.of("One. Two.")));

    tagger.tag(List.of(Text.of("one"), Text.of("two three")));

    assertThat(untimed(tagger.work())).isEqualTo(new EncoderWork(2, 2, 3, 3, 0));
  }

  @Test
  void shouldNotCountWhatWasDoneBeforeATaggerIsHandedOut() {
    try (BundleTagger tagger = TinyBundle.tagger()) {
      assertThat(tagger.work()).isEqualTo(EncoderWork.NONE);
    }
  }

  @Test
  void shouldNotCountACallThatFailed() {
    BundleTagger tagger =
        Capitals.tagger(
            Capitals.changed(
                new Capitals(false),
                (inputs, encodings) -> {
                  throw new TaggingException("no", null);
                }));

    assertThatThrownBy(() -> tagger.tag("one")).isInstanceOf(TaggingException.class);

    assertThat(tagger.work()).isEqualTo(EncoderWork.NONE);
  }

  @Test
  void shouldAddUpWhatAllThreadsDo() throws Exception {
    BundleTagger tagger = Capitals.tagger(new Capitals(false));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> calls =
          Stream.<Future<?>>generate(() -> threads.submit(() -> tagger.tag("one two")))
              .limit(200)
              .toList();
      for (Future<?> call : calls) {
        call.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(untimed(tagger.work())).isEqualTo(new EncoderWork(200, 200, 400, 400, 0));
  }
}
