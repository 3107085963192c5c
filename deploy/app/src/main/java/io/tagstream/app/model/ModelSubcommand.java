package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import io.tagstream.app.Logging;
import io.tagstream.app.run.Settings;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command about models: reads the settings, connects, does its work and disconnects. */
abstract class ModelSubcommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private ModelOptions options = new ModelOptions();

  @Override
  public final Integer call() throws InterruptedException {
    Logging.quietLibraries();
    Settings settings = options.settings();
    prepare(settings);
    try (ModelSession session = ModelSession.open(settings, err())) {
      run(session);
      return ExitCode.OK;
    } catch (KafkaException e) {
      throw describe(e, settings);
    }
  }

  /** Checks and reads what needs no cluster, before one is asked. */
  void prepare(Settings settings) throws InterruptedException {}

  /** Does what the command is for; throws if that fails. */
  abstract void run(ModelSession session) throws InterruptedException;

  private static RuntimeException describe(KafkaException failure, Settings settings) {
    // What is made to be read by users goes through as it is.
    if (failure instanceof ConfigException
        || failure.getClass().getName().startsWith("io.tagstream.")) {
      return failure;
    }
    return new CommandException(
        "The cluster at %s: expected an answer within %d s, found %s; check bootstrap.servers and its security settings."
            .formatted(
                String.join(
                    ",", settings.streams().getList(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)),
                ControlClients.PATIENCE.toSeconds(),
                failure.getMessage()),
        failure);
  }

  ModelOptions options() {
    return options;
  }

  PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }

  /** Returns that an argument is wrong: exit code 2. */
  ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
