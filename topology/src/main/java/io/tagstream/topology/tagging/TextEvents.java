package io.tagstream.topology.tagging;

import io.tagstream.model.TaggingException;
import io.tagstream.model.Text;
import io.tagstream.model.text.CodePoints;
import io.tagstream.model.text.LanguageTag;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.deadletter.RejectedEventException;
import io.tagstream.topology.read.TextEventReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads text events and judges them. Used by one thread at a time. */
final class TextEvents implements AutoCloseable {
  private final TextEventReader reader;
  private final int maxCodePoints;
  private final Optional<String> secondAttribute;

  TextEvents(TaggingConfig config) {
    this.reader = TextEventReader.of(config);
    this.maxCodePoints = config.textMaxCodePoints();
    this.secondAttribute = config.inputSecondAttribute();
  }

  /**
   * Reads the event of a record; null if the record has no value.
   *
   * @throws RejectedEventException if the value is none, or its text is too long
   */
  @Nullable TextEvent read(TextRecord text) throws RejectedEventException {
    byte[] value = text.value();
    if (value == null) {
      return null;
    }
    TextEvent event = reader.read(text.source().getTopic(), text.headers(), value);
    refuseLongText(event.getText());
    String second = second(event);
    if (second != null) {
      refuseLongText(second);
    }
    return event;
  }

  /** Returns the text of an event, with the second one if it is a pair. */
  Text text(TextEvent event) {
    return new Text(event.getText(), LanguageTag.parse(event.getLanguage()), second(event));
  }

  private @Nullable String second(TextEvent event) {
    return secondAttribute.map(name -> event.getAttributes().get(name)).orElse(null);
  }

  @Override
  public void close() {
    reader.close();
  }

  private void refuseLongText(String text) throws RejectedEventException {
    // A text has at most as many code points as UTF-16 units; counting is for the rare long one.
    if (text.length() > maxCodePoints && CodePoints.length(text) > maxCodePoints) {
      throw new RejectedEventException(
          DeadLetterReason.TEXT_TOO_LONG,
          "Text: expected at most %d code points (%s), found %d. Split the text, or raise the limit."
              .formatted(
                  maxCodePoints, TaggingConfig.TEXT_MAX_CODE_POINTS, CodePoints.length(text)));
    }
  }

  /** A record that has neither text nor key. */
  static RejectedEventException noText() {
    return new RejectedEventException(
        DeadLetterReason.NO_TEXT,
        "Record: expected a value with a text, or a key whose stream ends here, found neither."
            + " Give the record one of them.");
  }

  /** A text on which the model failed. */
  static RejectedEventException modelFailed(String text, TaggingException failure) {
    return new RejectedEventException(
        DeadLetterReason.ENCODER_ERROR,
        "Text of %d code points: expected a tagging, the model failed: %s. Try the event again with another model."
            .formatted(CodePoints.length(text), failure.getMessage()));
  }
}
