package io.tagstream.schemas.registry;

import io.tagstream.schemas.registry.RegistryException.Reason;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what another client was told. Ids and GUIDs never change their schema, so they are kept
 * until they are pushed out; the latest version and unknown ids are kept for a time; failures of
 * any other kind are not kept at all. May be used from any thread.
 */
final class CachingSchemaRegistryClient implements SchemaRegistryClient {

  private final SchemaRegistryClient delegate;
  private final LongSupplier nanoClock;
  private final @Nullable Duration latestTtl;
  private final Duration missingTtl;
  private final BoundedCache<Question, Integer> ids;
  private final BoundedCache<Object, Schema> schemas;
  private final BoundedCache<String, Timed<SubjectSchema>> latest;
  private final BoundedCache<Object, Timed<RegistryException>> missing;

  private record Question(String subject, Schema schema, boolean normalize, boolean register) {}

  private record Timed<V>(V value, long nanos) {}

  /**
   * @param nanoClock as {@link System#nanoTime}
   */
  CachingSchemaRegistryClient(
      SchemaRegistryClient delegate, RegistryClientConfig config, LongSupplier nanoClock) {
    int capacity = config.getInt(RegistryClientConfig.MAX_SCHEMAS_PER_SUBJECT);
    int latestSeconds = config.getInt(RegistryClientConfig.LATEST_CACHE_TTL_SEC);
    this.delegate = delegate;
    this.nanoClock = nanoClock;
    this.latestTtl = latestSeconds < 0 ? null : Duration.ofSeconds(latestSeconds);
    this.missingTtl =
        Duration.ofSeconds(config.getInt(RegistryClientConfig.MISSING_ID_CACHE_TTL_SEC));
    this.ids = new BoundedCache<>(capacity);
    this.schemas = new BoundedCache<>(capacity);
    this.latest = new BoundedCache<>(capacity);
    this.missing = new BoundedCache<>(capacity);
  }

  @Override
  public int register(String subject, Schema schema, boolean normalize) {
    return ids.get(
        new Question(subject, schema, normalize, true),
        question -> delegate.register(subject, schema, normalize));
  }

  @Override
  public int idOf(String subject, Schema schema, boolean normalize) {
    return ids.get(
        new Question(subject, schema, normalize, false),
        question -> delegate.idOf(subject, schema, normalize));
  }

  @Override
  public SubjectSchema latest(String subject) {
    Timed<SubjectSchema> known = latest.get(subject, this::askLatest);
    if (latestTtl != null && isOlder(known, latestTtl)) {
      latest.remove(subject);
      known = latest.get(subject, this::askLatest);
    }
    return known.value();
  }

  private Timed<SubjectSchema> askLatest(String subject) {
    return new Timed<>(delegate.latest(subject), nanoClock.getAsLong());
  }

  @Override
  public Schema byId(int id, @Nullable String subject) {
    return schemas.get(id, key -> askUnlessMissing(key, () -> delegate.byId(id, subject)));
  }

  @Override
  public Schema byGuid(UUID guid) {
    return schemas.get(guid, key -> askUnlessMissing(key, () -> delegate.byGuid(guid)));
  }

  @Override
  public void close() {
    delegate.close();
  }

  private Schema askUnlessMissing(Object key, Supplier<Schema> question) {
    Timed<RegistryException> known = missing.peek(key);
    if (known != null && !isOlder(known, missingTtl)) {
      RegistryException first = known.value();
      throw new RegistryException(
          first.reason(),
          first.httpStatus(),
          first.errorCode(),
          String.valueOf(first.getMessage()),
          first);
    }
    try {
      return question.get();
    } catch (RegistryException e) {
      if (e.reason() == Reason.UNKNOWN && !missingTtl.isZero()) {
        missing.put(key, new Timed<>(e, nanoClock.getAsLong()));
      }
      throw e;
    }
  }

  private boolean isOlder(Timed<?> entry, Duration ttl) {
    return nanoClock.getAsLong() - entry.nanos() >= ttl.toNanos();
  }
}
