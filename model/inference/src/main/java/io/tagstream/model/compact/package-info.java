/** Makes graphs smaller or quicker by storing or computing their weights as small integers. */
@NullMarked
package io.tagstream.model.compact;

import org.jspecify.annotations.NullMarked;
