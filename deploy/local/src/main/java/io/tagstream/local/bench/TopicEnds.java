package io.tagstream.local.bench;

import io.tagstream.app.CommandException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far a topic has been written. Belongs to one thread. */
public final class TopicEnds {
  private final Admin admin;
  private final String topic;
  private final Map<TopicPartition, OffsetSpec> ends = new HashMap<>();

  /**
   * @param admin closed by the caller
   * @param partitions of the topic
   */
  public TopicEnds(Admin admin, String topic, int partitions) {
    this.admin = admin;
    this.topic = topic;
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
  }

  /** Returns the offsets given to records so far, marks of transactions included. */
  public long sum() throws InterruptedException {
    try {
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    } catch (ExecutionException e) {
      throw new CommandException(
          "The cluster should say how far %s is written and did not: %s"
              .formatted(topic, e.getMessage()),
          e);
    }
  }
}
