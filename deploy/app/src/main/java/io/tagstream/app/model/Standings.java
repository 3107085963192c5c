package io.tagstream.app.model;

import io.tagstream.schemas.ModelAction;
import io.tagstream.schemas.ModelState;
import io.tagstream.schemas.ModelStatus;
import io.tagstream.topology.control.LoggedCommand;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How bundles stand on instances, by all that these have said. A command that an instance refused
 * changes nothing about the bundle it was about, unless it was to prepare it.
 */
final class Standings {
  private final List<ModelStatus> statuses;

  /**
   * @param statuses what instances said, in any order
   * @param log all commands
   */
  Standings(List<ModelStatus> statuses, List<ControlLog.Entry> log) {
    Set<String> others = new HashSet<>();
    log.stream()
        .map(ControlLog.Entry::logged)
        .map(LoggedCommand::command)
        .filter(command -> command != null && command.getAction() != ModelAction.PREPARE)
        .forEach(command -> others.add(command.getId()));
    this.statuses =
        statuses.stream()
            .filter(status -> status.getModel() != null)
            .filter(
                status ->
                    status.getState() != ModelState.REJECTED
                        || !others.contains(status.getCommandId()))
            .sorted(Comparator.comparingLong(ModelStatus::getTimestamp))
            .toList();
  }

  /** Returns what an instance said last about serving a route. */
  Optional<ModelStatus> serving(String instance, String route) {
    return of(instance, route).values().stream()
        .filter(status -> status.getState() == ModelState.ACTIVE)
        .max(Comparator.comparingLong(ModelStatus::getTimestamp));
  }

  /** Returns what an instance said last about each model of a route, by digest. */
  Map<String, ModelStatus> of(String instance, String route) {
    Map<String, ModelStatus> last = new TreeMap<>();
    statuses.stream()
        .filter(status -> status.getInstance().equals(instance))
        .filter(status -> status.getRoute().equals(route))
        .forEach(status -> last.put(status.getModel().getDigest(), status));
    return last;
  }
}
