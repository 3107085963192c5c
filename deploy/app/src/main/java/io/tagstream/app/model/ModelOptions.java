package io.tagstream.app.model;

import io.tagstream.app.run.Settings;
import io.tagstream.model.command.NearestKey;
import io.tagstream.topology.config.ModelSettings;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command about models. */
final class ModelOptions {
  private static final String DEFAULT_ROUTE = "default";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Properties file of the application, as 'run' takes it.")
  private @Nullable Path config;

  @Option(
      names = "--route",
      paramLabel = "NAME",
      description = "Line of models this is about (default: default; 'status' and 'watch': all).")
  private @Nullable String route;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table (default), or json for programs.")
  private OutputFormat format = OutputFormat.TABLE;

  String route() {
    return route == null ? DEFAULT_ROUTE : route;
  }

  /** Returns whether a route is among those asked for, where all are unless one is named. */
  boolean isAskedFor(String other) {
    return route == null || route.equals(other);
  }

  boolean isJson() {
    return format == OutputFormat.JSON;
  }

  /**
   * Reads the file.
   *
   * @throws ConfigException if it is wrong, or says that no commands are read
   * @throws ParameterException if it has no such route
   */
  Settings settings() {
    Settings settings = Settings.read(Objects.requireNonNull(config));
    ModelSettings models = settings.tagging().models();
    if (models.controlTopic().isEmpty()) {
      throw new ConfigException(
          "%s: %s: expected the name of a topic, found none: this application reads no commands; remove the line to let it read model-control."
              .formatted(config, TaggingConfig.MODEL_CONTROL_TOPIC));
    }
    Set<String> routes = new TreeSet<>(models.routes());
    if (!routes.contains(route())) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--route: expected one of %s (%s), found '%s'; did you mean %s?"
              .formatted(
                  String.join(", ", routes),
                  TaggingConfig.MODEL_ROUTES,
                  route(),
                  NearestKey.to(route(), routes)));
    }
    return settings;
  }
}
