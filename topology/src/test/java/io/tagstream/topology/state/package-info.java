@NullMarked
package io.tagstream.topology.state;

import org.jspecify.annotations.NullMarked;
