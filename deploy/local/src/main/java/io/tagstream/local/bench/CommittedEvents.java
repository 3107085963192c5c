package io.tagstream.local.bench;

import io.tagstream.app.CommandException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * How many events an application has answered for good. Offsets of the input are committed together
 * with the outputs, or after them, so they count outputs that readers of committed records see; the
 * ends of the output count the marks of transactions, too. Belongs to one thread.
 */
final class CommittedEvents {
  private final Admin admin;
  private final String applicationId;

  /**
   * @param admin closed by the caller
   */
  CommittedEvents(Admin admin, String applicationId) {
    this.admin = admin;
    this.applicationId = applicationId;
  }

  /** Asks the cluster. */
  long count() throws InterruptedException {
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
