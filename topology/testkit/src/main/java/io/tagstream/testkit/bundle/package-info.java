/**
 * Bundles that must never serve: {@link io.tagstream.testkit.bundle.DamagedBundles} makes them of a
 * good one, each damaged or lying in its own way, for tests of whatever stands between a bundle and
 * the records.
 */
@NullMarked
package io.tagstream.testkit.bundle;

import org.jspecify.annotations.NullMarked;
