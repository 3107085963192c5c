package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import io.tagstream.app.model.Fleet.Client;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * The group of an application, described by the cluster: with the classic protocol a group of
 * consumers, with {@code group.protocol=streams} one of streams.
 */
final class Group {
  private final Admin admin;
  private final String application;

  /**
   * Asks nothing yet.
   *
   * @param admin closed by the caller
   */
  Group(Admin admin, String application) {
    this.admin = admin;
    this.application = application;
  }

  /**
   * Returns which instances run now.
   *
   * @throws CommandException if the cluster does not say
   */
  Fleet fleet() {
    return Fleet.of(consumers().or(this::streams).orElse(List.of()));
  }

  private Optional<Collection<Client>> consumers() {
    @Nullable KafkaFuture<ConsumerGroupDescription> described =
        admin.describeConsumerGroups(List.of(application)).describedGroups().get(application);
    return answer(Objects.requireNonNull(described))
        .map(
            group ->
                group.members().stream()
                    .map(member -> new Client(member.clientId(), member.host()))
                    .toList());
  }

  private Optional<Collection<Client>> streams() {
    @Nullable KafkaFuture<StreamsGroupDescription> described =
        admin.describeStreamsGroups(List.of(application)).describedGroups().get(application);
    return answer(Objects.requireNonNull(described))
        .map(
            group ->
                group.members().stream()
                    .map(member -> new Client(member.clientId(), member.clientHost()))
                    .toList());
  }

  /** Waits for a description; empty if there is no such group of that kind. */
  private <T> Optional<T> answer(KafkaFuture<T> described) {
    try {
      return Optional.of(described.get());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof GroupIdNotFoundException
          || cause instanceof UnsupportedVersionException) {
        return Optional.empty();
      }
      throw new CommandException(
          "Group %s: expected the cluster to say who is in it, found %s; let this user describe the group (DESCRIBE)."
              .formatted(application, cause.getMessage()),
          cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("Interrupted while asking who runs.", e);
    }
  }
}
