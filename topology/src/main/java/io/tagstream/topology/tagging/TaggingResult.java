package io.tagstream.topology.tagging;

import io.tagstream.topology.deadletter.RejectedEventException;

/** What became of one of several records: an answer, or why there is none. */
public sealed interface TaggingResult {

  /** Returns the answer, or throws why there is none. */
  TaggingAnswer orThrow() throws RejectedEventException;

  /** The record was tagged. */
  record Answered(TaggingAnswer answer) implements TaggingResult {
    @Override
    public TaggingAnswer orThrow() {
      return answer;
    }
  }

  /** This record cannot be tagged, now or later. */
  record Rejected(RejectedEventException rejection) implements TaggingResult {
    @Override
    public TaggingAnswer orThrow() throws RejectedEventException {
      throw rejection;
    }
  }

  /** Something other than the record is at fault. */
  record Failed(RuntimeException failure) implements TaggingResult {
    @Override
    public TaggingAnswer orThrow() {
      throw failure;
    }
  }
}
