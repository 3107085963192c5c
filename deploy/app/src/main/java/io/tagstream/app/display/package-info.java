/** Shows tagged texts to people (spans coloured, labels beneath) and to programs (JSON lines). */
@NullMarked
package io.tagstream.app.display;

import org.jspecify.annotations.NullMarked;
