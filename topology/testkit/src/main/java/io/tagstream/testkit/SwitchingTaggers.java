package io.tagstream.testkit;

import io.tagstream.model.Tagger;
import io.tagstream.model.serving.SingleTagger;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.model.serving.Taggers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Models that take over from each other at given times, for tests of what a change of model does:
 * to the streams of keys, to readers of the output, to records that come late. The model of a
 * record is a function of its route and timestamp, as it is in an application: on its route, the
 * one with the highest time that is not after the timestamp, of several at one time the one named
 * last; before any, the first model.
 *
 * <pre>{@code
 * Taggers models =
 *     SwitchingTaggers.startingWith(before)
 *         .then(Instant.parse("2026-01-01T00:01:00Z"), after)
 *         .build();
 * try (TaggingTestDriver driver = TaggingTestDriver.builder(models).build()) {
 *   driver.pipe("ana", "tagged by the first");
 *   driver.advanceWallClock(Duration.ofMinutes(1));
 *   driver.pipe("ana", "tagged by the second");
 * }
 * }</pre>
 *
 * Owns its models: closing it closes each as soon as its last lease has been returned. Safe for use
 * by several threads at once.
 */
public final class SwitchingTaggers implements Taggers {
  private final Tagger first;
  private final List<Activation> activations;
  private final @Nullable Instant provisionalFrom;

  /** Each model once, however often it comes into force. */
  private final IdentityHashMap<Tagger, Taggers> models = new IdentityHashMap<>();

  private record Activation(String route, Instant from, Tagger tagger) {}

  private SwitchingTaggers(Builder builder) {
    this.first = builder.first;
    this.activations = List.copyOf(builder.activations);
    this.provisionalFrom = builder.provisionalFrom;
    models.put(first, new SingleTagger(first));
    activations.forEach(
        activation -> models.computeIfAbsent(activation.tagger(), SingleTagger::new));
  }

  /** Begins with the model of every route until another one takes over. */
  public static Builder startingWith(Tagger first) {
    return new Builder(first);
  }

  @Override
  public TaggerLease at(String route, long timestamp) {
    Tagger inForce = modelAt(route, Instant.ofEpochMilli(timestamp));
    Taggers model = Objects.requireNonNull(models.get(inForce), "model");
    TaggerLease lease = model.at(route, timestamp);
    boolean provisional = provisionalFrom != null && timestamp >= provisionalFrom.toEpochMilli();
    return provisional ? new ProvisionalLease(lease) : lease;
  }

  private Tagger modelAt(String route, Instant time) {
    Tagger inForce = first;
    Instant since = Instant.MIN;
    for (Activation activation : activations) {
      if (activation.route().equals(route)
          && !activation.from().isAfter(time)
          && !activation.from().isBefore(since)) {
        inForce = activation.tagger();
        since = activation.from();
      }
    }
    return inForce;
  }

  @Override
  public void close() {
    models.values().forEach(Taggers::close);
  }

  /** Collects which model comes when. */
  public static final class Builder {
    private final Tagger first;
    private final List<Activation> activations = new ArrayList<>();
    private @Nullable Instant provisionalFrom;

    private Builder(Tagger first) {
      this.first = first;
    }

    /** Lets a model take over from a time on, for records that name no route. */
    public Builder then(Instant from, Tagger tagger) {
      return then(DEFAULT_ROUTE, from, tagger);
    }

    /** Lets a model, which may have been in force before, take over a route from a time on. */
    public Builder then(String route, Instant from, Tagger tagger) {
      activations.add(new Activation(route, from, tagger));
      return this;
    }

    /**
     * Leases models provisionally from a time on, as an application does that has not heard yet
     * which model is in force then. If not called, everything is known.
     */
    public Builder provisionalFrom(Instant from) {
      provisionalFrom = from;
      return this;
    }

    /** Makes the models; closed by whoever gets them, most often the test driver. */
    public SwitchingTaggers build() {
      return new SwitchingTaggers(this);
    }
  }

  private record ProvisionalLease(TaggerLease lease) implements TaggerLease {
    @Override
    public Tagger tagger() {
      return lease.tagger();
    }

    @Override
    public boolean provisional() {
      return true;
    }

    @Override
    public void close() {
      lease.close();
    }
  }
}
