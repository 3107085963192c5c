/**
 * The commands about models that come into force while an application runs: they write to the topic
 * of commands, and read there, on the topic of statuses and in the description of the group what
 * the instances made of it. They hold no state of their own.
 */
@NullMarked
package io.tagstream.app.model;

import org.jspecify.annotations.NullMarked;
