/** Avro serdes in Confluent's wire format, under Confluent's own configuration keys. */
@NullMarked
package io.tagstream.schemas.serde;

import org.jspecify.annotations.NullMarked;
