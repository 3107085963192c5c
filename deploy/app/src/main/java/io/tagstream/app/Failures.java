package io.tagstream.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a person what went wrong, in words; the stack trace only on request. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final RootCommand root;

  Failures(RootCommand root) {
    this.root = root;
  }

  /** A command line that does not parse: exit code 2. */
  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine commandLine = failure.getCommandLine();
    PrintWriter err = commandLine.getErr();
    // picocli begins some of its messages so, and others not.
    err.println("tagstream: " + String.valueOf(failure.getMessage()).replaceFirst("^Error: ", ""));
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("'%s --help' says more.".formatted(commandLine.getCommandSpec().qualifiedName()));
    err.flush();
    return ExitCode.USAGE;
  }

  /** A command that threw: exit code 1, or 2 if the configuration it was given is wrong. */
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, @Nullable ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    if (root.verbose()) {
      failure.printStackTrace(err);
    }
    err.println("tagstream: " + describe(failure));
    err.flush();
    return failure instanceof ConfigException ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  private static String describe(Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure instanceof UncheckedIOException
        && cause != null
        && cause.toString().equals(failure.getMessage())) {
      // A wrapper that has nothing to say itself.
      return describe(cause);
    }
    if (failure instanceof FileSystemException file) {
      return describeFile(file);
    }
    String message = failure.getMessage();
    if (isOurs(failure) && message != null) {
      return message;
    }
    return "%s: %s (--verbose shows where it happened)"
        .formatted(failure.getClass().getSimpleName(), message);
  }

  /** Exceptions made to be read by users, as opposed to those that tell of a mistake in here. */
  private static boolean isOurs(Throwable failure) {
    return failure instanceof IOException
        || failure instanceof UncheckedIOException
        || failure instanceof ConfigException
        || failure.getClass().getName().startsWith("io.tagstream.");
  }

  private static String describeFile(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return failure.getFile() + " does not exist.";
    }
    if (failure instanceof AccessDeniedException) {
      return failure.getFile() + " may not be read or written by this user.";
    }
    return "%s: %s".formatted(failure.getFile(), failure.getReason());
  }
}
