package io.tagstream.topology.deadletter;

/**
 * What a dead letter is made of besides its reason, coordinates and digest. The forms are tried in
 * this order until one fits {@code max.request.size}.
 */
enum DeadLetterForm {
  /** Everything; the headers stand on the record and, word for word, in the value. */
  COMPLETE(true, true, true, ""),
  /** The record has no headers; the value lists them. */
  WITHOUT_RECORD_HEADERS(
      true, false, true, " The headers are left out of the dead letter's record: too large."),
  /** No headers at all. */
  WITHOUT_HEADERS(true, false, false, " The headers are left out of the dead letter: too large."),
  /** The key alone is nearly as large as the producer allows. */
  WITHOUT_KEY(
      false, false, false, " The key and headers are left out of the dead letter: too large.");

  final boolean key;
  final boolean recordHeaders;
  final boolean valueHeaders;
  final String remark;

  DeadLetterForm(boolean key, boolean recordHeaders, boolean valueHeaders, String remark) {
    this.key = key;
    this.recordHeaders = recordHeaders;
    this.valueHeaders = valueHeaders;
    this.remark = remark;
  }
}
