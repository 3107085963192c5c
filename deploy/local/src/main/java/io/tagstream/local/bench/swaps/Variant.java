package io.tagstream.local.bench.swaps;

import io.tagstream.model.bundle.PackedArchive;
import io.tagstream.schemas.ModelReference;
import java.nio.file.Path;

/**
 * A model that differs in its version from all that are made of the same bundle, packed.
 *
 * @param archive where it can be fetched from
 * @param packed what the archive is known by
 */
record Variant(ModelReference model, Path archive, PackedArchive packed) {}
