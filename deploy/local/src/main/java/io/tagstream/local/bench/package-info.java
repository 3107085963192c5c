/**
 * The benchmark of the whole: how fast events are tagged on a broker, what that costs beside the
 * model alone and beside Kafka alone, and how late outputs are.
 */
@NullMarked
package io.tagstream.local.bench;

import org.jspecify.annotations.NullMarked;
