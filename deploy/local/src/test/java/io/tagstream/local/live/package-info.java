/** Models that go live on a real broker, whatever is said about them and whatever happens then. */
@NullMarked
package io.tagstream.local.live;

import org.jspecify.annotations.NullMarked;
