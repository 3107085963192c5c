package io.tagstream.testkit;

import io.tagstream.model.serving.Taggers;
import io.tagstream.topology.config.TaggingConfig;
import java.time.InstantSource;
import org.apache.kafka.streams.Topology;

/** Makes the topology under test. */
@FunctionalInterface
public interface TopologyFactory {

  /**
   * Makes a topology.
   *
   * @param config the driver's settings
   * @param taggers the driver's models
   * @param clock the driver's wall-clock time; give it to whatever needs one
   */
  Topology build(TaggingConfig config, Taggers taggers, InstantSource clock);
}
