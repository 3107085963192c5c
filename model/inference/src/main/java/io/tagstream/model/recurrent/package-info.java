/** The {@code recurrent} encoder kind: word features and LSTM graphs on ONNX Runtime. */
@NullMarked
package io.tagstream.model.recurrent;

import org.jspecify.annotations.NullMarked;
