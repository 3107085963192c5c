package io.tagstream.topology.process;

import io.tagstream.model.Tagging;
import io.tagstream.model.TaggingException;
import io.tagstream.model.Text;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.serving.Taggers;
import io.tagstream.model.text.LanguageTag;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.deadletter.RejectedEventException;
import org.apache.kafka.streams.processor.api.Record;

/** Tags every text on its own and remembers nothing. Belongs to one task and its thread. */
final class LoneTexts implements TextTagging {
  private final TextEvents events;
  private final Taggers taggers;
  private final LoneTextAssembler assembler;

  /**
   * @param events closed with this object
   */
  LoneTexts(TaggingSettings settings, TextEvents events) {
    this.events = events;
    this.taggers = settings.taggers();
    this.assembler = new LoneTextAssembler(OutputForm.of(settings.config()));
  }

  @Override
  public TaggingAnswer tag(Record<byte[], byte[]> record, SourceCoordinates source)
      throws RejectedEventException {
    if (record.value() == null) {
      return endStream(record, source);
    }
    TextEvent event = events.read(record, source);
    boolean endsStream = event.getEndOfStream() && record.key() != null;
    try (TaggerLease lease = lease(record)) {
      Text text = new Text(event.getText(), LanguageTag.parse(event.getLanguage()));
      Tagging tagging = lease.tagger().tag(text);
      return TaggingAnswer.alone(
          assembler.assemble(event, endsStream, tagging, ModelUse.of(lease), source));
    } catch (TaggingException failure) {
      throw TextEvents.modelFailed(event.getText(), failure);
    }
  }

  @Override
  public void accepted(Record<byte[], byte[]> record, TaggingAnswer answer) {}

  @Override
  public void rejected(Record<byte[], byte[]> record) {}

  @Override
  public void close() {
    events.close();
  }

  private TaggingAnswer endStream(Record<byte[], byte[]> record, SourceCoordinates source)
      throws RejectedEventException {
    if (record.key() == null) {
      throw TextEvents.noText();
    }
    try (TaggerLease lease = lease(record)) {
      return TaggingAnswer.alone(assembler.assembleTombstone(false, ModelUse.of(lease), source));
    }
  }

  private TaggerLease lease(Record<byte[], byte[]> record) {
    return taggers.at(Taggers.DEFAULT_ROUTE, record.timestamp());
  }
}
