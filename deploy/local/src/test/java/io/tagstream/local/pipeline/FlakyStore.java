package io.tagstream.local.pipeline;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** A store in memory that cannot be written to now and then, as if a disk were full. */
final class FlakyStore implements KeyValueStore<Bytes, byte[]> {
  private final KeyValueStore<Bytes, byte[]> store;
  private final Faults faults;

  private FlakyStore(KeyValueStore<Bytes, byte[]> store, Faults faults) {
    this.store = store;
    this.faults = faults;
  }

  /** Says which writes fail, and counts those that did. */
  static final class Faults {
    private final BooleanSupplier fails;
    private final AtomicInteger count = new AtomicInteger();

    /**
     * @param fails asked before every write
     */
    Faults(BooleanSupplier fails) {
      this.fails = fails;
    }

    int count() {
      return count.get();
    }

    private void beforeWrite() {
      if (fails.getAsBoolean()) {
        count.incrementAndGet();
        throw new ProcessorStateException("told to fail");
      }
    }
  }

  /** Makes such stores. */
  static KeyValueBytesStoreSupplier supplier(String name, Faults faults) {
    KeyValueBytesStoreSupplier inMemory = Stores.inMemoryKeyValueStore(name);
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new FlakyStore(inMemory.get(), faults);
      }

      @Override
      public String metricsScope() {
        return inMemory.metricsScope();
      }
    };
  }

  @Override
  public void put(Bytes key, byte @Nullable [] value) {
    faults.beforeWrite();
    store.put(key, value);
  }

  @Override
  public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
    faults.beforeWrite();
    return store.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    faults.beforeWrite();
    store.putAll(entries);
  }

  @Override
  public byte @Nullable [] delete(Bytes key) {
    faults.beforeWrite();
    return store.delete(key);
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return store.get(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
    return store.range(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return store.all();
  }

  @Override
  public long approximateNumEntries() {
    return store.approximateNumEntries();
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    store.init(context, root);
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public boolean persistent() {
    return store.persistent();
  }

  @Override
  public boolean isOpen() {
    return store.isOpen();
  }

  @Override
  public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
    return store.query(query, bound, config);
  }

  @Override
  public Position getPosition() {
    return store.getPosition();
  }
}
