@NullMarked
package io.tagstream.model.stream;

import org.jspecify.annotations.NullMarked;
