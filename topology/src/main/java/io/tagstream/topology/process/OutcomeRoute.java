package io.tagstream.topology.process;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Where a processor forwards what became of a record. */
public sealed interface OutcomeRoute {

  /** Forwards everything to every child: for the DSL, where children have no names to address. */
  static OutcomeRoute toAllChildren() {
    return new AllChildren();
  }

  /** Forwards tagged texts to one child and dead letters to another, both named. */
  static OutcomeRoute toChildren(String taggedTextChild, String deadLetterChild) {
    return new NamedChildren(taggedTextChild, deadLetterChild);
  }

  /** Forwards an outcome. Called by the stream thread only. */
  void forward(
      ProcessorContext<byte[], TaggingOutcome> context, Record<byte[], TaggingOutcome> record);

  /** Every child sees every outcome. */
  record AllChildren() implements OutcomeRoute {
    @Override
    public void forward(
        ProcessorContext<byte[], TaggingOutcome> context, Record<byte[], TaggingOutcome> record) {
      context.forward(record);
    }
  }

  /** Each kind of outcome has its child. */
  record NamedChildren(String taggedText, String deadLetter) implements OutcomeRoute {
    @Override
    public void forward(
        ProcessorContext<byte[], TaggingOutcome> context, Record<byte[], TaggingOutcome> record) {
      context.forward(
          record, record.value() instanceof TaggingOutcome.Tagged ? taggedText : deadLetter);
    }
  }
}
