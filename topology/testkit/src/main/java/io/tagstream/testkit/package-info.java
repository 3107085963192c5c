/** What tests of topologies that tag text need: a driver and small bundles. */
@NullMarked
package io.tagstream.testkit;

import org.jspecify.annotations.NullMarked;
