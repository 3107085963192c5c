/** The demo: texts go through a real broker and come back tagged, all in one process. */
@NullMarked
package io.tagstream.local.demo;

import org.jspecify.annotations.NullMarked;
