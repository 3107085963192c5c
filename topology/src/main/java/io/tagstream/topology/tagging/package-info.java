/**
 * From input records to tagged texts: read, check, tag, assemble. Knows records and models, but no
 * task, store or topic of the running application, so that any thread may do it.
 */
@NullMarked
package io.tagstream.topology.tagging;

import org.jspecify.annotations.NullMarked;
