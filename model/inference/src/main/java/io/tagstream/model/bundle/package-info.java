/**
 * Trained bundles. {@link io.tagstream.model.bundle.Bundles} finds one by name or path, loads its
 * files into memory and verifies them against {@code bundle.json} ({@link
 * io.tagstream.model.bundle.BundleDescriptor}); {@link io.tagstream.model.bundle.Bundle#tagger}
 * loads the model and has it prove itself on the golden examples; {@link
 * io.tagstream.model.bundle.BundleWriter} writes bundles that will pass. Whatever is wrong is a
 * {@link io.tagstream.model.bundle.BundleException} with a reason of its own.
 */
@NullMarked
package io.tagstream.model.bundle;

import org.jspecify.annotations.NullMarked;
