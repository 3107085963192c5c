/** The commands about models as a user types them, on a broker of their own. */
@NullMarked
package io.tagstream.local.model;

import org.jspecify.annotations.NullMarked;
