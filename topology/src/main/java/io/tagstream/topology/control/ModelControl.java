package io.tagstream.topology.control;

import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.serving.ResidentTaggers;
import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.config.ModelSettings;
import io.tagstream.topology.config.TaggingConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
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

  /** Null where there is no control topic. */
  private final @Nullable ControlThread thread;

  private final @Nullable StatusLog statuses;

  private ModelControl(
      String instance,
      LiveTaggers taggers,
      ModelOpener opener,
      @Nullable ControlThread thread,
      @Nullable StatusLog statuses) {
    this.instance = instance;
    this.taggers = taggers;
    this.opener = opener;
    this.thread = thread;
    this.statuses = statuses;
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
    Map<String, PreparedBundle> bundles = new ConcurrentHashMap<>();
    ScheduledExecutorService models = ModelOpener.newThread();
    ResidentTaggers residents = new ResidentTaggers(task -> ModelOpener.runOn(models, task));
    ModelBundles open = new ModelBundles(config, configured.id(), bundles, residents);
    ModelOpener opener = new ModelOpener(open, residents, models);
    KnownModels fixed = KnownModels.fixed(settings.routes(), configured.id());
    LiveTaggers taggers = new LiveTaggers(residents, opener, settings.maxWait(), fixed);
    String instance = instanceOf(config);
    if (settings.controlTopic().isEmpty()) {
      residents.add(open.tagger(configured));
      return new ModelControl(instance, taggers, opener, null, null);
    }
    taggers.know(fixed.nothingKnown());
    InstantSource clock = InstantSource.system();
    StatusLog statuses = new StatusLog(config, instance);
    CommandHandler handler =
        new CommandHandler(
            new ModelHistory(settings, configured.id()),
            opener,
            residents,
            new Answers(applicationOf(config), instance, clock, statuses::say),
            bundles,
            settings.resident());
    ControlThread thread =
        new ControlThread(
            new ControlLog(config, settings.controlTopic().get(), instance, clock),
            handler,
            taggers,
            settings.lead(),
            clock);
    thread.start();
    return new ModelControl(instance, taggers, opener, thread, statuses);
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
    return thread == null || thread.awaitReady(patience);
  }

  /** Ends all that was begun, then closes the models; those in use, after their last lease. */
  @Override
  public void close() {
    try (taggers;
        statuses;
        opener;
        thread) {
      log.debug("Closing the models of {}", instance);
    }
  }
}
