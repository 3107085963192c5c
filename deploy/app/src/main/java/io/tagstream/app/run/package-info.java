/** Running a tagging topology as a process: settings, topics, start, stop. */
@NullMarked
package io.tagstream.app.run;

import org.jspecify.annotations.NullMarked;
