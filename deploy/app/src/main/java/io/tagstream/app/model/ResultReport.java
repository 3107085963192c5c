package io.tagstream.app.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.app.model.Answers.Answer;
import io.tagstream.app.model.Rollout.Result;
import io.tagstream.model.ModelId;
import io.tagstream.schemas.ModelCommand;
import java.io.PrintWriter;
import java.net.URI;

/** Prints what became of a command. */
final class ResultReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter out;
  private final boolean json;

  ResultReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /**
   * Prints a result.
   *
   * @param sentence what it comes to, for people
   */
  void print(Result result, String sentence) {
    if (json) {
      out.println(node(result));
    } else {
      TextTable table = new TextTable("INSTANCE", "STATE", "AFTER");
      result.answers().all().forEach(answer -> AnswerScreen.addRow(table, answer));
      if (!result.answers().all().isEmpty()) {
        table.lines().forEach(out::println);
      }
      out.println(sentence);
    }
    out.flush();
  }

  private static ObjectNode node(Result result) {
    ModelCommand command = result.sent().command();
    ObjectNode node = JSON.createObjectNode();
    node.put("command", command.getId());
    node.put("action", command.getAction().name());
    node.put("route", command.getRoute());
    node.put("offset", result.sent().offset());
    node.put("appended", Words.time(result.sent().appendTime()));
    if (command.getEffectiveFrom() != null) {
      node.put("effectiveFrom", Words.time(command.getEffectiveFrom()));
    }
    node.set("model", model(result.model()));
    if (command.getLocation() != null) {
      node.put("location", Words.location(URI.create(command.getLocation())));
      node.put("sizeBytes", command.getSizeBytes());
      node.put("sha256", command.getSha256());
      node.put("signed", command.getSignature() != null);
    }
    node.put("goal", result.answers().goal().name());
    node.put("reached", result.answers().missing().isEmpty());
    node.put("seconds", result.answers().took().toMillis() / 1e3);
    ArrayNode instances = node.putArray("instances");
    result.answers().all().forEach(answer -> instances.add(node(answer)));
    return node;
  }

  private static ObjectNode node(Answer answer) {
    ObjectNode node = JSON.createObjectNode();
    node.put("instance", answer.instance());
    node.put("state", answer.state() == null ? null : answer.state().name());
    if (answer.reasonCode() != null) {
      node.put("reasonCode", answer.reasonCode());
    }
    if (answer.message() != null) {
      node.put("message", answer.message());
    }
    node.put("seconds", answer.after().toMillis() / 1e3);
    return node;
  }

  /** Returns the object that names a model in all outputs. */
  static ObjectNode model(ModelId model) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", model.name());
    node.put("version", model.version());
    node.put("digest", model.digest());
    return node;
  }
}
