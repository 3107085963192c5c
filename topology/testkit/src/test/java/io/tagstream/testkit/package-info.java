@NullMarked
package io.tagstream.testkit;

import org.jspecify.annotations.NullMarked;
