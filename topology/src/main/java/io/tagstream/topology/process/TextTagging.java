package io.tagstream.topology.process;

import io.tagstream.model.Tagging;
import io.tagstream.model.TaggingException;
import io.tagstream.model.Text;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.serving.Taggers;
import io.tagstream.model.text.LanguageTag;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.deadletter.RejectedEventException;
import io.tagstream.topology.read.TextEventReader;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The way from an input record to a tagged text: read, check, tag, assemble. Belongs to one task
 * and its thread.
 */
final class TextTagging implements AutoCloseable {
  private final TextEventReader reader;
  private final Taggers taggers;
  private final TaggedTextAssembler assembler;
  private final int maxCodePoints;

  TextTagging(TaggingConfig config, Taggers taggers) {
    this.reader = TextEventReader.of(config);
    this.taggers = taggers;
    this.assembler = new TaggedTextAssembler(config.outputText(), config.outputScores());
    this.maxCodePoints = config.textMaxCodePoints();
  }

  /**
   * Tags the text of a record.
   *
   * @param source topic, partition and offset of the record
   * @throws RejectedEventException if this record cannot be tagged, now or later
   */
  TaggedText tag(Record<byte[], byte[]> record, SourceCoordinates source)
      throws RejectedEventException {
    if (record.value() == null) {
      return endStream(record, source);
    }
    TextEvent event = reader.read(source.getTopic(), record.headers(), record.value());
    refuseLongText(event.getText());
    boolean endsStream = event.getEndOfStream() && record.key() != null;
    try (TaggerLease lease = lease(record)) {
      Text text = new Text(event.getText(), LanguageTag.parse(event.getLanguage()));
      Tagging tagging = lease.tagger().tag(text);
      return assembler.assemble(event, endsStream, tagging, ModelUse.of(lease), source);
    } catch (TaggingException failure) {
      throw new RejectedEventException(
          DeadLetterReason.ENCODER_ERROR,
          "Text of %d code points: expected a tagging, the model failed: %s. Try the event again with another model."
              .formatted(codePoints(event.getText()), failure.getMessage()));
    }
  }

  @Override
  public void close() {
    reader.close();
  }

  private TaggedText endStream(Record<byte[], byte[]> record, SourceCoordinates source)
      throws RejectedEventException {
    if (record.key() == null) {
      throw new RejectedEventException(
          DeadLetterReason.NO_TEXT,
          "Record: expected a value with a text, or a key whose stream ends here, found neither."
              + " Give the record one of them.");
    }
    try (TaggerLease lease = lease(record)) {
      return assembler.assembleTombstone(ModelUse.of(lease), source);
    }
  }

  private TaggerLease lease(Record<byte[], byte[]> record) {
    return taggers.at(Taggers.DEFAULT_ROUTE, record.timestamp());
  }

  private void refuseLongText(String text) throws RejectedEventException {
    // A text has at most as many code points as UTF-16 units; counting is for the rare long one.
    if (text.length() > maxCodePoints && codePoints(text) > maxCodePoints) {
      throw new RejectedEventException(
          DeadLetterReason.TEXT_TOO_LONG,
          "Text: expected at most %d code points (%s), found %d. Split the text, or raise the limit."
              .formatted(maxCodePoints, TaggingConfig.TEXT_MAX_CODE_POINTS, codePoints(text)));
    }
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
