/**
 * Models that come into force while the application runs: what the log of commands means, which
 * model a record gets, and how its bundle is fetched, opened and closed.
 */
@NullMarked
package io.tagstream.topology.control;

import org.jspecify.annotations.NullMarked;
