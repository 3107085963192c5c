/** What Tagstream tells about itself, among the metrics of Kafka Streams. */
@NullMarked
package io.tagstream.topology.metrics;

import org.jspecify.annotations.NullMarked;
