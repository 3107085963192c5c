package io.tagstream.topology.tagging;

import io.tagstream.topology.deadletter.RejectedEventException;
import java.util.List;

/**
 * How texts of one kind are read and answered. Belongs to one thread.
 *
 * @param <P> a text of this kind that waits for its model
 */
interface TextKind<P extends PendingText> {

  /**
   * Reads a record and leases the model it wants.
   *
   * @throws RejectedEventException if this record cannot be tagged, now or later
   */
  TextReading<P> read(TaggingInput input, Leases leases) throws RejectedEventException;

  /**
   * Asks the model, which all of the texts share, in one call.
   *
   * @param texts at least one; the answer to a text does not depend on the others
   * @return one answer a text, in their order
   * @throws io.tagstream.model.TaggingException if one of the texts cannot be tagged
   */
  List<TaggingAnswer> answer(List<P> texts);
}
