/** A Kafka broker inside this JVM: for the demo and for tests that want the real thing. */
@NullMarked
package io.tagstream.local.broker;

import org.jspecify.annotations.NullMarked;
