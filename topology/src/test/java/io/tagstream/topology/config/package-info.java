@NullMarked
package io.tagstream.topology.config;

import org.jspecify.annotations.NullMarked;
