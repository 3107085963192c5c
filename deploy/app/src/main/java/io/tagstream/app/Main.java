package io.tagstream.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ExitCode;

/** Entry point of the process: runs one command on the standard streams, all of them in UTF-8. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    StandardOutput standardOutput = new StandardOutput();
    PrintWriter out = utf8(standardOutput);
    PrintWriter err = utf8(new FileOutputStream(FileDescriptor.err));
    int exitCode = run(out, err, arguments);
    out.flush();
    if (exitCode == ExitCode.OK && standardOutput.failure().isPresent()) {
      err.println("tagstream: standard output: " + standardOutput.failure().get());
      exitCode = ExitCode.SOFTWARE;
    }
    err.flush();
    System.exit(exitCode);
  }

  /**
   * Runs one command in this process.
   *
   * @param out where results go
   * @param err where everything else goes
   * @param arguments the command line, command first
   * @return the exit code: 0 done, 1 failed, 2 wrong usage
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return CommandLines.assemble().setOut(out).setErr(err).execute(arguments);
  }

  private static PrintWriter utf8(OutputStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
