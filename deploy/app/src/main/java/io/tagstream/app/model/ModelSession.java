package io.tagstream.app.model;

import io.tagstream.app.run.Settings;
import io.tagstream.app.run.StopSignal;
import io.tagstream.model.ModelId;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelStatus;
import io.tagstream.topology.config.ModelSettings;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.control.ControlTopics;
import io.tagstream.topology.control.ModelHistory;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What a command works with, once the topics are as they must be and all commands have been read.
 * Belongs to the thread of the command, which closes it.
 */
final class ModelSession implements AutoCloseable {
  private final TaggingConfig config;
  private final String application;
  private final PrintWriter err;
  private final ControlClients clients;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Group group;
  private final ControlLog log;
  private final StatusFeed feed;
  private final StopSignal stop;
  private final ModelId configured;

  private ModelSession(Settings settings, PrintWriter err) {
    this.err = err;
    config = settings.tagging();
    application = settings.streams().getString(StreamsConfig.APPLICATION_ID_CONFIG);
    clients = new ControlClients(settings);
    configured = configured(config.models());
    Admin admin = open(clients.admin());
    try {
      ControlTopics.of(config).orElseThrow().require(admin);
      group = new Group(admin, application);
      log =
          open(
              new ControlLog(
                  clients.consumer(),
                  controlTopic(),
                  config.newValueSerde(ModelCommand.class),
                  () -> new ModelHistory(models(), configured)));
      feed =
          open(
              new StatusFeed(
                  clients.consumer(),
                  models().statusTopic(),
                  config.newValueSerde(ModelStatus.class),
                  application));
      log.readToEnd();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    // Only now: until then Ctrl-C ends the process at once.
    stop = open(StopSignal.install());
  }

  /**
   * Connects.
   *
   * @param err where progress and notes go
   */
  static ModelSession open(Settings settings, PrintWriter err) {
    return new ModelSession(settings, err);
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.push(resource);
    return resource;
  }

  /** The bundle may lie on the machines of the instances alone; then it is known by its name. */
  private static ModelId configured(ModelSettings models) {
    try {
      return Bundles.open(models.bundle()).id();
    } catch (BundleException e) {
      return new ModelId(models.bundle(), "", "");
    }
  }

  ModelSettings models() {
    return config.models();
  }

  String application() {
    return application;
  }

  String controlTopic() {
    return models().controlTopic().orElseThrow();
  }

  /** Returns the bundle that serves a route before any command; its digest may be unknown. */
  ModelId configured() {
    return configured;
  }

  PrintWriter err() {
    return err;
  }

  ControlLog log() {
    return log;
  }

  StatusFeed feed() {
    return feed;
  }

  StopSignal stop() {
    return stop;
  }

  Fleet fleet() {
    return group.fleet();
  }

  /** Makes what sends commands; closed with this. */
  CommandSender sender() {
    return open(
        new CommandSender(
            clients.producer(), controlTopic(), config.newValueSerde(ModelCommand.class)));
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      closeNext();
    }
  }

  private void closeNext() {
    try {
      opened.pop().close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("none of these throws another kind", e);
    }
  }
}
