/** How modules add commands to the command line without knowing each other. */
@NullMarked
package io.tagstream.model.command;

import org.jspecify.annotations.NullMarked;
