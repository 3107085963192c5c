/**
 * Tags ahead: what the consumer has polled is tagged in batches before its turn. Kafka Streams
 * processes one record at a time and commits what it has handed over, so a processor that held
 * records back would lose them; here nothing is held back, the batch runs ahead. An answer made
 * ahead is used only if it was made from the very bytes that the processor holds when the record's
 * turn has come. Whatever fails or goes wrong here costs speed, never an answer.
 */
@NullMarked
package io.tagstream.topology.speculation;

import org.jspecify.annotations.NullMarked;
