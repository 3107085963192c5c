/** Time, order and failure: the Kafka Streams topology that tags text. */
@NullMarked
package io.tagstream.topology;

import org.jspecify.annotations.NullMarked;
