@NullMarked
package io.tagstream.schemas.fold;

import org.jspecify.annotations.NullMarked;
