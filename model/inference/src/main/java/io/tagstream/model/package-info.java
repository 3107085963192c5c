/**
 * Text in, tags out: {@link io.tagstream.model.Tagger} and the values it returns. This module knows
 * neither Kafka nor Avro.
 */
@NullMarked
package io.tagstream.model;

import org.jspecify.annotations.NullMarked;
