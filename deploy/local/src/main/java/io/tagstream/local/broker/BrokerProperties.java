package io.tagstream.local.broker;

import java.nio.file.Path;
import java.util.Properties;

/** The settings of a broker that is alone, serves one machine and answers quickly. */
final class BrokerProperties {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private BrokerProperties() {}

  static Properties of(int port, int controllerPort, Path directory) {
    Properties properties = new Properties();
    addIdentity(properties, port, controllerPort);
    properties.put("log.dirs", directory.toString());
    addSingleReplica(properties);
    addSmallFootprint(properties);
    return properties;
  }

  private static void addIdentity(Properties properties, int port, int controllerPort) {
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(NODE_ID));
    properties.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d"
            .formatted(port, CONTROLLER_LISTENER, controllerPort));
    properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("controller.listener.names", CONTROLLER_LISTENER);
    properties.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
  }

  private static void addSingleReplica(Properties properties) {
    properties.put("default.replication.factor", "1");
    properties.put("min.insync.replicas", "1");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("auto.create.topics.enable", "false");
    // After a crash the controller holds the old registration until its session has expired.
    properties.put("broker.heartbeat.interval.ms", "500");
    properties.put("broker.session.timeout.ms", "3000");
    // What a killed application has begun is given up soon, and its readers go on.
    properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    // Nobody else will join: do not wait for them.
    properties.put("group.initial.rebalance.delay.ms", "0");
    // A member hears with its next heartbeat what it is to do. That of the classic protocol asks
    // for itself; under the streams protocol the broker says how often.
    properties.put("group.streams.heartbeat.interval.ms", "500");
    properties.put("group.streams.min.heartbeat.interval.ms", "500");
    // An application may ask that a member is given up sooner than brokers allow elsewhere.
    properties.put("group.min.session.timeout.ms", "1000");
    // Records carry the timestamps of their events; old ones must not expire at once.
    properties.put("log.retention.ms", "-1");
  }

  private static void addSmallFootprint(Properties properties) {
    // Every partition of these topics costs files, and a start reads them all.
    properties.put("offsets.topic.num.partitions", "1");
    properties.put("transaction.state.log.num.partitions", "1");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
    properties.put("num.partitions", "1");
    properties.put("num.network.threads", "1");
    properties.put("num.io.threads", "2");
    properties.put("background.threads", "1");
    // The cleaner takes 128 MiB for the map of keys otherwise.
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
    properties.put("offsets.load.buffer.size", Integer.toString(1 << 20));
    properties.put("transaction.state.log.load.buffer.size", Integer.toString(1 << 20));
    properties.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    properties.put("metadata.log.segment.bytes", Integer.toString(8 << 20));
  }
}
