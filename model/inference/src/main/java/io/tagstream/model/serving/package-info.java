/** Which tagger serves when, and leases that keep it open while it is used. */
@NullMarked
package io.tagstream.model.serving;

import org.jspecify.annotations.NullMarked;
