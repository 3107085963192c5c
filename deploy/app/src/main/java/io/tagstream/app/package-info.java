/** The process: command line and configuration. */
@NullMarked
package io.tagstream.app;

import org.jspecify.annotations.NullMarked;
