/**
 * A schema registry inside this JVM that speaks Confluent's REST API on loopback, so that any tool
 * can read the local topics. The rules are those of {@link
 * io.tagstream.schemas.registry.InMemoryRegistry}; this package owns HTTP and durability.
 */
@NullMarked
package io.tagstream.local.registry;

import org.jspecify.annotations.NullMarked;
