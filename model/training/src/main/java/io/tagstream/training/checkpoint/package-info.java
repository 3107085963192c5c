/** What an interrupted training leaves, and how it goes on from there. */
@NullMarked
package io.tagstream.training.checkpoint;

import org.jspecify.annotations.NullMarked;
