package io.tagstream.local.bench;

import io.tagstream.app.CommandException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * How many events an application has answered for good, as a reader of committed records sees it.
 * With transactions offsets of the input are committed together with the outputs, and count just
 * these: the ends of the output count the marks of transactions, too. Without, outputs are there as
 * soon as they are written, and offsets follow much later. Belongs to one thread.
 */
public final class CommittedEvents {
  private final Admin admin;
  private final String applicationId;
  private final Guarantee guarantee;
  private final TopicEnds output;

  /**
   * @param admin closed by the caller
   * @param output of the application
   */
  public CommittedEvents(Admin admin, String applicationId, Guarantee guarantee, TopicEnds output) {
    this.admin = admin;
    this.applicationId = applicationId;
    this.guarantee = guarantee;
    this.output = output;
  }

  /** Asks the cluster. */
  public long count() throws InterruptedException {
    return switch (guarantee) {
      case EXACTLY_ONCE -> offsets();
      case AT_LEAST_ONCE -> output.sum();
    };
  }

  private long offsets() throws InterruptedException {
    try {
      return admin
          .listConsumerGroupOffsets(applicationId)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw new CommandException(
          "The cluster should say what %s has committed and did not: %s"
              .formatted(applicationId, e.getMessage()),
          e);
    }
  }
}
