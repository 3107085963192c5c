package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.serving.ResidentTaggers;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.source.BundleFetcher;
import io.tagstream.model.source.BundleOrder;
import io.tagstream.model.source.BundleSources;
import io.tagstream.model.source.KeyFileException;
import io.tagstream.model.source.PemKeys;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.topology.config.ModelSettings;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.tagging.TextTagging;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the models of an instance: the configured bundle from where it lies, others from where a
 * command says. Safe for use by several threads at once.
 */
final class ModelBundles implements ModelOpener.BundleSource {
  private static final Duration LONGEST_FETCH = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(ModelBundles.class);

  private final TaggingConfig config;
  private final ModelId configured;

  /** What commands say about where bundles lie, by digest, the latest first. */
  private final Map<String, Deque<PreparedBundle>> orders = new ConcurrentHashMap<>();

  private final ResidentTaggers residents;
  private final BundleFetcher fetcher;

  /**
   * @param configured model of the configured bundle
   * @param residents among which is the model that another one takes over from
   * @throws ConfigException if a source or a key is none
   */
  ModelBundles(TaggingConfig config, ModelId configured, ResidentTaggers residents) {
    this.config = config;
    this.configured = configured;
    this.residents = residents;
    this.fetcher = new BundleFetcher(sources(config.models()));
  }

  private static BundleSources sources(ModelSettings settings) {
    try {
      return new BundleSources(
          settings.sources().stream().map(URI::create).toList(),
          keys(settings),
          settings.cacheDirectory(),
          settings.cacheBytes(),
          settings.maxBytes(),
          LONGEST_FETCH);
    } catch (IllegalArgumentException unusable) {
      throw new ConfigException(TaggingConfig.MODEL_SOURCES + ": " + unusable.getMessage());
    }
  }

  private static List<PublicKey> keys(ModelSettings settings) {
    try {
      return settings.trustedKeys().stream().map(PemKeys::readPublic).toList();
    } catch (KeyFileException unusable) {
      throw new ConfigException(TaggingConfig.MODEL_TRUSTED_KEYS + ": " + unusable.getMessage());
    }
  }

  /** Takes note of a command that says where a bundle lies. */
  void add(PreparedBundle bundle) {
    orders
        .computeIfAbsent(bundle.model().digest(), digest -> new ConcurrentLinkedDeque<>())
        .addFirst(bundle);
  }

  @Override
  public Supplier<Tagger> fetch(PreparedBundle bundle) {
    Bundle fetched = fetcher.fetch(order(bundle));
    return () -> tagger(fetched);
  }

  /** The latest command that says where the bundle lies may be wrong; an earlier one was not. */
  @Override
  public Supplier<Tagger> fetch(ModelId model) {
    if (model.digest().equals(configured.digest())) {
      return configured();
    }
    BundleException first = null;
    for (PreparedBundle bundle :
        orders.getOrDefault(model.digest(), new ConcurrentLinkedDeque<>())) {
      try {
        return fetch(bundle);
      } catch (BundleException failure) {
        // That of one that may pass says more than that of one that is wrong for ever.
        first = first == null || failure.reason().isWorthRetrying() ? failure : first;
      }
    }
    throw Objects.requireNonNull(first, "a model in use was prepared before");
  }

  private Supplier<Tagger> configured() {
    String location = config.models().bundle();
    Bundle bundle = Bundles.open(location);
    if (!bundle.id().equals(configured)) {
      throw BundleException.of(
          Reason.WRONG_MODEL,
          "bundle '" + location + "'",
          "the model that was there at the start, " + configured.digest(),
          bundle.id().digest(),
          "put it back, and send other models through the control topic");
    }
    return () -> tagger(bundle);
  }

  private static BundleOrder order(PreparedBundle bundle) {
    ModelCommand command = bundle.command();
    try {
      return new BundleOrder(
          bundle.model(),
          URI.create(Objects.requireNonNull(command.getLocation(), "checked when it was read")),
          command.getSizeBytes(),
          command.getSha256(),
          bytes(command.getSignature()));
    } catch (IllegalArgumentException noUri) {
      throw BundleException.of(
          Reason.MALFORMED_ORDER,
          "location of model " + bundle.model().name() + " " + bundle.model().version(),
          "a URI",
          "something else",
          "prepare it again");
    }
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** The first texts of a model are to find it as those before left the last one. */
  private void warmUp(BundleTagger tagger) {
    try (TaggerLease before = residents.leaseLastUsed()) {
      if (before != null && before.tagger() instanceof BundleTagger predecessor) {
        int words = tagger.warmUp(predecessor);
        log.debug("Warmed up with {} words", words);
      }
    }
  }

  /**
   * Loads the model of a bundle.
   *
   * @throws ConfigException if it does not do what the application is set up for
   */
  BundleTagger tagger(Bundle bundle) {
    BundleTagger tagger = bundle.tagger();
    try {
      TextTagging.requireFit(config, tagger);
      warmUp(tagger);
      return tagger;
    } catch (RuntimeException unfit) {
      tagger.close();
      throw unfit;
    }
  }
}
