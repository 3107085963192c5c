package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the models of an instance: the configured bundle from where it lies, others from where a
 * command says. Used by one thread at a time.
 */
final class ModelBundles implements ModelOpener.BundleOpener {
  private static final Duration LONGEST_FETCH = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(ModelBundles.class);

  private final TaggingConfig config;
  private final ModelId configured;
  private final Map<String, PreparedBundle> bundles;
  private final ResidentTaggers residents;
  private final BundleFetcher fetcher;

  /**
   * @param configured model of the configured bundle
   * @param bundles where other bundles lie, by digest; filled by another thread
   * @param residents among which is the model that another one takes over from
   * @throws ConfigException if a source or a key is none
   */
  ModelBundles(
      TaggingConfig config,
      ModelId configured,
      Map<String, PreparedBundle> bundles,
      ResidentTaggers residents) {
    this.config = config;
    this.configured = configured;
    this.bundles = bundles;
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

  @Override
  public BundleTagger open(ModelId model) {
    if (!model.digest().equals(configured.digest())) {
      return tagger(fetcher.fetch(order(model)));
    }
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
    return tagger(bundle);
  }

  private BundleOrder order(ModelId model) {
    PreparedBundle bundle =
        Objects.requireNonNull(bundles.get(model.digest()), "a model in use was prepared before");
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
          "location of model " + model.name() + " " + model.version(),
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
