/**
 * The wire contract: classes generated from {@code src/main/avro}. Nothing in here is written by
 * hand; a change of a schema must stay readable by readers of the versions before it (BACKWARD).
 */
package io.tagstream.schemas;
