package io.tagstream.model.command;

import java.util.concurrent.Callable;

/**
 * A command of the command line, found by {@link java.util.ServiceLoader}, so that a module can add
 * one without the command line knowing the module. Implementations are annotated as picocli
 * commands; {@link #call()} returns the exit code: 0 done, 1 failed, 2 wrong usage.
 */
public interface Command extends Callable<Integer> {}
