package io.tagstream.schemas;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One record of every contract, every field of its first version set to something telling. */
final class ContractSamples {

  private static final SourceCoordinates SOURCE = new SourceCoordinates("text-events", 3, 1L << 33);
  private static final ModelReference MODEL = new ModelReference("assistant", "1.0.0", "00ff");
  private static final TaggedSpan SPAN = new TaggedSpan(1L, "artist", 5, 9, "Nina", 0.75f);
  private static final TaggedSentence SENTENCE =
      new TaggedSentence(2L, 0, 9, "PlayMusic", 0.5f, Map.of("PlayMusic", 0.5f));

  private ContractSamples() {}

  static List<SpecificRecord> all() {
    return List.of(
        textEvent(), taggedText(), currentTags(), deadLetter(), modelCommand(), modelStatus());
  }

  private static TextEvent textEvent() {
    return TextEvent.newBuilder()
        .setText("Play Nina \uD83C\uDFB5")
        .setEndOfStream(true)
        .setLanguage("en")
        .setAttributes(Map.of("channel", "kitchen"))
        .build();
  }

  private static TaggedText taggedText() {
    return TaggedText.newBuilder()
        .setText("Play Nina")
        .setStream(new StreamPosition(7L, 40L, true, true, 0L))
        .setSentences(List.of(SENTENCE))
        .setSpans(List.of(SPAN))
        .setEdits(
            List.of(
                new Edit(EditOperation.ADD, SPAN, null),
                new Edit(EditOperation.RETRACT, null, SENTENCE)))
        .setModel(MODEL)
        .setModelProvisional(true)
        .setSource(SOURCE)
        .setAttributes(Map.of("channel", "kitchen"))
        .build();
  }

  private static CurrentTags currentTags() {
    return CurrentTags.newBuilder()
        .setGeneration(7L)
        .setEnded(true)
        .setGap(true)
        .setFinalAfter(49L)
        .setSentences(
            List.of(
                new CurrentSentence(2L, 40L, 49L, "PlayMusic", 0.5f, Map.of("PlayMusic", 0.5f))))
        .setSpans(List.of(new CurrentSpan(1L, "artist", 45L, 49L, "Nina", 0.75f)))
        .setModel(MODEL)
        .setSource(SOURCE)
        .build();
  }

  private static DeadLetter deadLetter() {
    return DeadLetter.newBuilder()
        .setReason(DeadLetterReason.TEXT_TOO_LONG)
        .setMessage("Text: expected at most 9 code points, found 10. Send less.")
        .setSource(SOURCE)
        .setTimestamp(-1L)
        .setValue(ByteBuffer.wrap(new byte[] {0, 1, 2}))
        .setValueSize(4L)
        .setValueTruncated(true)
        .setValueSha256("00ff")
        .setHeaders(List.of(new DeadLetterHeader("trace", ByteBuffer.wrap(new byte[] {9}))))
        .build();
  }

  private static ModelCommand modelCommand() {
    return ModelCommand.newBuilder()
        .setId("c-1")
        .setAction(ModelAction.ACTIVATE)
        .setRoute("default")
        .setModel(MODEL)
        .setLocation("https://models.example/assistant.tar.gz")
        .setSizeBytes(11L)
        .setSha256("00ff")
        .setSignature(ByteBuffer.wrap(new byte[] {7}))
        .setEffectiveFrom(1_800_000_000_000L)
        .build();
  }

  private static ModelStatus modelStatus() {
    return ModelStatus.newBuilder()
        .setCommandId("c-1")
        .setCommandOffset(5L)
        .setApplicationId("tagstream")
        .setInstance("tagstream-1")
        .setRoute("default")
        .setModel(MODEL)
        .setState(ModelState.REJECTED)
        .setReasonCode("LATE")
        .setMessage("Expected at least 2 s of lead, found 1 s. Send it again.")
        .setTimestamp(1_800_000_000_000L)
        .build();
  }
}
