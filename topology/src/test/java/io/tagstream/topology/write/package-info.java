@NullMarked
package io.tagstream.topology.write;

import org.jspecify.annotations.NullMarked;
