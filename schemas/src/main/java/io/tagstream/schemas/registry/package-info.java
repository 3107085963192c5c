/** The schema registry protocol: a client of Confluent's REST API and an in-memory registry. */
@NullMarked
package io.tagstream.schemas.registry;

import org.jspecify.annotations.NullMarked;
