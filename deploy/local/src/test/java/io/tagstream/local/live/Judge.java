package io.tagstream.local.live;

import io.tagstream.local.live.Outputs.Output;
import io.tagstream.local.live.Outputs.Place;
import io.tagstream.local.live.PackedModel.Weights;
import io.tagstream.local.live.Texts.Sent;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Says what is wrong with outputs, by the texts that were sent and the control topic alone.
 *
 * @param application whose topics they are
 */
record Judge(Application application) {

  /** Returns what is wrong; the model of a provisional output is not looked at. */
  List<String> mistakes(List<Sent> sent, Outputs outputs) throws Exception {
    ControlRule rule = rule();
    Map<String, Long> highest = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    Map<Place, List<Output>> byPlace = new TreeMap<>(outputs.byPlace());
    for (Sent text : sent) {
      List<Output> found = byPlace.getOrDefault(text.place(), List.of());
      byPlace.remove(text.place());
      String expected = text.route() == null ? "none" : rule.at(text.route(), time(text, highest));
      if (found.size() != 1) {
        wrong.add("%s: %s has %d outputs".formatted(text.place(), text, found.size()));
      } else if (!found.get(0).provisional() && !found.get(0).model().equals(expected)) {
        wrong.add(
            "%s: %s should be by %s and is by %s"
                .formatted(text.place(), text, expected, found.get(0).model()));
      }
    }
    byPlace.keySet().forEach(place -> wrong.add(place + " was never sent"));
    return wrong;
  }

  /** Returns the time of a text's model: in a stream, the highest of the texts so far. */
  private long time(Sent text, Map<String, Long> highest) {
    if (!application.keepsStreams() || text.key() == null) {
      return text.timestamp();
    }
    String stream = text.route() + " " + text.key();
    long time = highest.merge(stream, text.timestamp(), Math::max);
    if (text.ends()) {
      highest.remove(stream);
    }
    return time;
  }

  /** Reads the control topic. */
  private ControlRule rule() {
    String configured =
        Bundles.open(BundleFiles.inDirectory(Weights.BIDIRECTIONAL.directory())).id().digest();
    ControlRule rule = new ControlRule(configured, Application.LEAD.toMillis());
    Map<String, Object> client = application.cluster().clientSettings();
    try (TopicReader reader = new TopicReader(client, 1, application.topic("model-control"));
        SpecificAvroSerde<ModelCommand> serde = new SpecificAvroSerde<>(ModelCommand.class)) {
      serde.configure(client, false);
      reader.readAll(record -> add(record, serde, rule));
    }
    return rule;
  }

  private static void add(
      ConsumerRecord<byte[], byte[]> record,
      SpecificAvroSerde<ModelCommand> serde,
      ControlRule rule) {
    ModelCommand command;
    try {
      command = serde.deserializer().deserialize(record.topic(), record.headers(), record.value());
    } catch (RuntimeException unreadable) {
      return;
    }
    if (command != null) {
      rule.add(record.timestamp(), command);
    }
  }
}
