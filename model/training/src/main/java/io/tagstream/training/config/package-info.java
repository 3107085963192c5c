/** What a training is told: a properties file, checked key by key. */
@NullMarked
package io.tagstream.training.config;

import org.jspecify.annotations.NullMarked;
