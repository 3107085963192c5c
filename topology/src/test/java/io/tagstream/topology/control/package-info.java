/** Tests of models that come into force while the application runs. */
@NullMarked
package io.tagstream.topology.control;

import org.jspecify.annotations.NullMarked;
