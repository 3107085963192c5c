package io.tagstream.topology.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which models serve, and how others come into force. Immutable.
 *
 * @param bundle name or path of the bundle that serves before any command
 * @param controlTopic topic of commands, or empty if there is none
 * @param statusTopic topic of what instances say about commands
 * @param sources beginnings of URIs that bundles may be fetched from
 * @param trustedKeys files with public keys; if there are any, bundles must be signed
 * @param cacheDirectory where fetched bundles are kept
 * @param cacheBytes how much of them
 * @param maxBytes size of the largest archive
 * @param resident how many models stay open besides those in force or prepared
 * @param lead how long before it holds an activation must be known
 * @param maxWait how long a record waits that lies ahead of what is known
 * @param routes names of the lines of models
 * @param routeHeader header that names a record's route, if one does
 * @param routeAttribute attribute that names an event's route, if one does
 */
public record ModelSettings(
    String bundle,
    Optional<String> controlTopic,
    String statusTopic,
    List<String> sources,
    List<Path> trustedKeys,
    Path cacheDirectory,
    long cacheBytes,
    long maxBytes,
    int resident,
    Duration lead,
    Duration maxWait,
    Set<String> routes,
    Optional<String> routeHeader,
    Optional<String> routeAttribute) {
  private static final String CACHE = "tagstream-models";

  public ModelSettings {
    sources = List.copyOf(sources);
    trustedKeys = List.copyOf(trustedKeys);
    // In one order, for messages.
    routes = Collections.unmodifiableSet(new TreeSet<>(routes));
  }

  static ModelSettings of(AbstractConfig config) {
    String cache = config.getString(TaggingConfig.MODEL_CACHE_DIR);
    ModelSettings settings =
        new ModelSettings(
            config.getString(TaggingConfig.MODEL_BUNDLE),
            named(config, TaggingConfig.MODEL_CONTROL_TOPIC),
            config.getString(TaggingConfig.MODEL_STATUS_TOPIC),
            config.getList(TaggingConfig.MODEL_SOURCES),
            config.getList(TaggingConfig.MODEL_TRUSTED_KEYS).stream().map(Path::of).toList(),
            cache.isEmpty() ? Path.of(System.getProperty("java.io.tmpdir"), CACHE) : Path.of(cache),
            config.getLong(TaggingConfig.MODEL_CACHE_BYTES),
            config.getLong(TaggingConfig.MODEL_MAX_BYTES),
            config.getInt(TaggingConfig.MODEL_RESIDENT),
            Duration.parse(config.getString(TaggingConfig.MODEL_LEAD)),
            Duration.parse(config.getString(TaggingConfig.MODEL_WAIT)),
            new TreeSet<>(config.getList(TaggingConfig.MODEL_ROUTES)),
            named(config, TaggingConfig.MODEL_ROUTE_HEADER),
            named(config, TaggingConfig.MODEL_ROUTE_ATTRIBUTE));
    settings.refuseRoutesNobodyNames();
    return settings;
  }

  private static Optional<String> named(AbstractConfig config, String key) {
    return Optional.of(config.getString(key)).filter(name -> !name.isEmpty());
  }

  private void refuseRoutesNobodyNames() {
    if (routes.size() > 1 && routeHeader.isEmpty() && routeAttribute.isEmpty()) {
      throw new ConfigException(
          TaggingConfig.MODEL_ROUTES,
          routes,
          "expected %s or %s beside more than one route, found neither: no record could name its route"
              .formatted(TaggingConfig.MODEL_ROUTE_HEADER, TaggingConfig.MODEL_ROUTE_ATTRIBUTE));
    }
  }
}
