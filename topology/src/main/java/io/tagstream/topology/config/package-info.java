/**
 * Tagstream's own configuration keys: their types, defaults, checks and documentation, and the
 * sample file made of them. Knows nothing of topologies.
 */
@NullMarked
package io.tagstream.topology.config;

import org.jspecify.annotations.NullMarked;
