/** Sessions of ONNX Runtime, opened the same way by all kinds of encoders, and memory for them. */
@NullMarked
package io.tagstream.model.onnx;

import org.jspecify.annotations.NullMarked;
