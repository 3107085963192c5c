package io.tagstream.topology.tagging;

import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.deadletter.RejectedEventException;
import java.util.ArrayList;
import java.util.List;

/** Tags every text on its own. */
final class LoneTexts implements TextKind<LoneTexts.LoneText> {
  private final TextEvents events;
  private final LoneTextAssembler assembler;

  /**
   * A text on its own.
   *
   * @param endsStream whether the stream of the record's key ends with it
   */
  record LoneText(
      TextEvent event, boolean endsStream, Tagger tagger, ModelUse model, SourceCoordinates source)
      implements PendingText {
    @Override
    public String content() {
      return event.getText();
    }
  }

  LoneTexts(TextEvents events, OutputForm form) {
    this.events = events;
    this.assembler = new LoneTextAssembler(form);
  }

  @Override
  public TextReading<LoneText> read(TaggingInput input, Leases leases)
      throws RejectedEventException {
    TextRecord text = input.text();
    boolean keyed = text.key() != null;
    if (text.value() == null && !keyed) {
      throw TextEvents.noText();
    }
    TextEvent event = events.read(text);
    TaggerLease lease = leases.at(input.route(), text.timestamp());
    ModelUse model = ModelUse.of(lease);
    if (event == null) {
      return new TextReading.Answered<>(
          TaggingAnswer.alone(assembler.assembleTombstone(false, model, text.source()), model));
    }
    return new TextReading.Pending<>(
        new LoneText(event, event.getEndOfStream() && keyed, lease.tagger(), model, text.source()));
  }

  @Override
  public List<TaggingAnswer> answer(List<LoneText> texts) {
    List<Tagging> taggings =
        texts.get(0).tagger().tag(texts.stream().map(text -> events.text(text.event())).toList());
    List<TaggingAnswer> answers = new ArrayList<>(texts.size());
    for (LoneText text : texts) {
      Tagging tagging = taggings.get(answers.size());
      answers.add(
          TaggingAnswer.alone(
              assembler.assemble(
                  text.event(), text.endsStream(), tagging, text.model(), text.source()),
              text.model()));
    }
    return answers;
  }
}
