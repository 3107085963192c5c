/** Models of Hugging Face that were exported to ONNX, read as bundles. */
@NullMarked
package io.tagstream.model.huggingface;

import org.jspecify.annotations.NullMarked;
