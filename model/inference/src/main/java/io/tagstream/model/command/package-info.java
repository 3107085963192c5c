/**
 * How modules add commands to the command line without knowing each other, and how they answer a
 * mistyped setting.
 */
@NullMarked
package io.tagstream.model.command;

import org.jspecify.annotations.NullMarked;
