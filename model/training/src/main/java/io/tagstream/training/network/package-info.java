/** The network that is trained, on libtorch: parameters, forward pass, losses and steps. */
@NullMarked
package io.tagstream.training.network;

import org.jspecify.annotations.NullMarked;
