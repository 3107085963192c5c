package io.tagstream.topology.control;

import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.serving.ResidentTaggers;
import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.config.ModelSettings;
import io.tagstream.topology.config.TaggingConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of an instance: those that the commands of the control topic bring into force, or the
 * configured bundle alone where there is no such topic. Made before the streams, which may start
 * once {@link #awaitReady} has said so; closed after them. Safe for use by several threads at once.
 *
 * <pre>{@code
 * try (ModelControl models = ModelControl.start(config)) {
 *   models.awaitReady();
 *   try (KafkaStreams streams = Tagstream.streams(config, models)) {
 *     streams.start();
 *     ...
 *   }
 * }
 * }</pre>
 */
public final class ModelControl implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelControl.class);

  private static final Duration LONG = Duration.ofDays(1);

  private final String instance;
  private final LiveTaggers taggers;
  private final ModelOpener opener;

  /** Null where there is no control topic; set before anybody else has this, as is the next. */
  private @Nullable ControlThread thread;

  private @Nullable StatusLog statuses;

  private ModelControl(String instance, LiveTaggers taggers, ModelOpener opener) {
    this.instance = instance;
    this.taggers = taggers;
    this.opener = opener;
  }

  /**
   * Begins to bring the models of an instance into force.
   *
   * @param config all settings, Kafka's included
   * @throws io.tagstream.model.bundle.BundleException if the configured bundle cannot be used
   * @throws org.apache.kafka.common.config.ConfigException if a source, a key or a setting of the
   *     serde is wrong
   */
  public static ModelControl start(TaggingConfig config) {
    ModelSettings settings = config.models();
    Bundle configured = Bundles.open(settings.bundle());
    ModelThreads threads = new ModelThreads();
    ResidentTaggers residents = new ResidentTaggers(threads::close);
    ModelBundles bundles = new ModelBundles(config, configured.id(), residents);
    ModelOpener opener = new ModelOpener(bundles, residents, threads);
    KnownModels fixed = KnownModels.fixed(settings.routes(), configured.id());
    LiveTaggers taggers = new LiveTaggers(residents, opener, settings.maxWait(), fixed);
    ModelControl control = new ModelControl(instanceOf(config), taggers, opener);
    try {
      if (settings.controlTopic().isEmpty()) {
        residents.add(bundles.tagger(configured));
      } else {
        taggers.know(fixed.nothingKnown());
        ModelHistory history = new ModelHistory(settings, configured.id());
        control.obey(config, settings.controlTopic().get(), history, bundles, residents);
      }
      return control;
    } catch (RuntimeException failure) {
      control.close();
      throw failure;
    }
  }

  /** Begins to read commands. */
  private void obey(
      TaggingConfig config,
      String topic,
      ModelHistory history,
      ModelBundles bundles,
      ResidentTaggers residents) {
    InstantSource clock = InstantSource.system();
    StatusLog log = new StatusLog(config, instance);
    statuses = log;
    CommandHandler handler =
        new CommandHandler(
            history,
            opener,
            residents,
            new Answers(applicationOf(config), instance, clock, log::say),
            bundles::add,
            config.models().resident());
    ControlLog commands = new ControlLog(config, topic, instance, clock);
    thread = new ControlThread(commands, handler, taggers, config.models().lead(), clock);
    thread.start();
  }

  private static String applicationOf(TaggingConfig config) {
    return String.valueOf(config.originals().get(StreamsConfig.APPLICATION_ID_CONFIG));
  }

  private static String instanceOf(TaggingConfig config) {
    Object clientId = config.originals().get(StreamsConfig.CLIENT_ID_CONFIG);
    return clientId == null || clientId.equals("")
        ? applicationOf(config) + "-" + UUID.randomUUID()
        : clientId.toString();
  }

  /** Returns the models. They are closed with this. */
  public Taggers taggers() {
    return taggers;
  }

  /**
   * Returns the name of this instance in what it says on the status topic: {@code client.id}, or
   * one made up. The clients of its streams are named after it, see {@link
   * io.tagstream.topology.Tagstream#streams(TaggingConfig, ModelControl)}.
   */
  public String instance() {
    return instance;
  }

  /**
   * Waits until the control topic has been read to its end and the models in force are open. While
   * one of them cannot be fetched this does not return, and the log says why.
   *
   * @throws IllegalStateException if this is closed, or a route has no model that can be used, not
   *     even the configured bundle
   */
  public void awaitReady() throws InterruptedException {
    while (!awaitReady(LONG)) {
      log.warn("Still not ready after another {}", LONG);
    }
  }

  /**
   * Waits likewise, but no longer than some time.
   *
   * @return whether the models are ready
   */
  public boolean awaitReady(Duration patience) throws InterruptedException {
    ControlThread reading = thread;
    return reading == null || reading.awaitReady(patience);
  }

  /** Ends all that was begun, then closes the models; those in use, after their last lease. */
  @Override
  public void close() {
    ControlThread reading = thread;
    StatusLog saying = statuses;
    try {
      if (reading != null) {
        reading.close();
      }
      opener.close();
      if (saying != null) {
        saying.close();
      }
    } finally {
      taggers.close();
    }
  }
}
