package io.tagstream.app.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.app.model.StatusPicture.Instance;
import io.tagstream.app.model.StatusPicture.Route;
import io.tagstream.schemas.ModelStatus;
import io.tagstream.topology.control.Activation;

/** Makes JSON of how models stand, for programs. */
final class StatusJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StatusJson() {}

  static ObjectNode of(String application, StatusPicture picture) {
    ObjectNode node = JSON.createObjectNode();
    node.put("application", application);
    ArrayNode routes = node.putArray("routes");
    picture.routes().forEach(route -> routes.add(of(route)));
    ArrayNode instances = node.putArray("instances");
    picture.instances().forEach(instance -> instances.add(of(instance)));
    return node;
  }

  private static ObjectNode of(Route route) {
    ObjectNode node = JSON.createObjectNode();
    node.put("route", route.name());
    node.set("inForce", of(route.inForce()));
    ArrayNode coming = node.putArray("coming");
    route.coming().forEach(activation -> coming.add(of(activation)));
    ArrayNode prepared = node.putArray("prepared");
    route.prepared().forEach(bundle -> prepared.add(ResultReport.model(bundle.model())));
    return node;
  }

  private static ObjectNode of(Activation activation) {
    ObjectNode node = ResultReport.model(activation.model());
    boolean configured = activation.commandId().equals(Activation.CONFIGURED);
    node.put("command", activation.commandId());
    node.put("effectiveFrom", configured ? null : Words.time(activation.effectiveFrom()));
    return node;
  }

  private static ObjectNode of(Instance instance) {
    ObjectNode node = JSON.createObjectNode();
    node.put("instance", instance.name());
    node.put("route", instance.route());
    node.put("sharedClientId", instance.shared());
    node.put("agrees", instance.agrees());
    ModelStatus serving = instance.serving();
    node.set("serving", serving == null ? JSON.nullNode() : of(serving));
    ArrayNode models = node.putArray("models");
    instance.models().forEach(status -> models.add(of(status)));
    return node;
  }

  /** Returns what an instance said. */
  static ObjectNode of(ModelStatus status) {
    ObjectNode node = JSON.createObjectNode();
    node.put("command", status.getCommandId());
    node.put("state", status.getState().name());
    if (status.getModel() != null) {
      node.put("name", status.getModel().getName());
      node.put("version", status.getModel().getVersion());
      node.put("digest", status.getModel().getDigest());
    }
    if (status.getReasonCode() != null) {
      node.put("reasonCode", status.getReasonCode());
      node.put("message", status.getMessage());
    }
    node.put("time", Words.time(status.getTimestamp()));
    return node;
  }

  /** Returns a command and what it means. */
  static ObjectNode of(LogLine line) {
    ObjectNode node = JSON.createObjectNode();
    node.put("offset", line.offset());
    node.put("appended", line.appended() < 0 ? null : Words.time(line.appended()));
    node.put("command", line.id());
    node.put("action", line.action());
    node.put("route", line.route());
    node.put("model", line.model());
    if (line.effectiveFrom() != null) {
      node.put("effectiveFrom", Words.time(line.effectiveFrom()));
    }
    node.put("refused", line.isRefused());
    node.put("verdict", line.verdict());
    return node;
  }
}
