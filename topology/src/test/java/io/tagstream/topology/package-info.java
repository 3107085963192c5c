@NullMarked
package io.tagstream.topology;

import org.jspecify.annotations.NullMarked;
