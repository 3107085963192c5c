/**
 * The whole pipeline on a real broker: what goes in, what comes out, whatever happens meanwhile.
 */
@NullMarked
package io.tagstream.local.pipeline;

import org.jspecify.annotations.NullMarked;
