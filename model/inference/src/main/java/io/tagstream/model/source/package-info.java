/**
 * Where bundles come from: {@link io.tagstream.model.source.BundleFetcher} brings the bundle of an
 * order from a place that {@link io.tagstream.model.source.BundleSources} allows, checks that it is
 * the one ordered, to the bit and, where keys are trusted, by whom it was signed, and keeps its
 * archive in a directory. Whatever is wrong is a {@link io.tagstream.model.bundle.BundleException};
 * its reason says whether trying again may help.
 */
@NullMarked
package io.tagstream.model.source;

import org.jspecify.annotations.NullMarked;
