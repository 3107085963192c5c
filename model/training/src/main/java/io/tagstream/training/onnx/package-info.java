/** From trained weights to an ONNX graph, written with nothing but the ONNX protocol buffers. */
@NullMarked
package io.tagstream.training.onnx;

import org.jspecify.annotations.NullMarked;
