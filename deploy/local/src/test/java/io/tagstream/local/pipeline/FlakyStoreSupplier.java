package io.tagstream.local.pipeline;

import io.tagstream.topology.process.TaggingOutcome;
import io.tagstream.topology.process.TaggingProcessor;
import io.tagstream.topology.process.TaggingProcessorSupplier;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Makes tagging processors whose store of streams is a {@link FlakyStore} behind a cache.
 *
 * @param openStores by partition, for whoever wants to read them
 */
record FlakyStoreSupplier(
    TaggingProcessorSupplier tagging,
    FlakyStore.Faults faults,
    Map<Integer, KeyValueStore<byte[], byte[]>> openStores)
    implements ProcessorSupplier<byte[], byte[], byte[], TaggingOutcome> {
  private static final String STORE = "stream-state";

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        Stores.keyValueStoreBuilder(
                FlakyStore.supplier(STORE, faults), Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingEnabled(Map.of())
            .withCachingEnabled());
  }

  @Override
  public Processor<byte[], byte[], byte[], TaggingOutcome> get() {
    TaggingProcessor processor = tagging.get();
    return new Processor<>() {
      @Override
      public void init(ProcessorContext<byte[], TaggingOutcome> context) {
        openStores.put(context.taskId().partition(), context.getStateStore(STORE));
        processor.init(context);
      }

      @Override
      public void process(Record<byte[], byte[]> record) {
        processor.process(record);
      }

      @Override
      public void close() {
        processor.close();
      }
    };
  }
}
