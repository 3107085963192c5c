/** Training of bundles inside the JVM, on libtorch. */
@NullMarked
package io.tagstream.training;

import org.jspecify.annotations.NullMarked;
