@NullMarked
package io.tagstream.topology.speculation;

import org.jspecify.annotations.NullMarked;
