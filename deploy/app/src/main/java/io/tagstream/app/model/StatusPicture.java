package io.tagstream.app.model;

import io.tagstream.model.ModelId;
import io.tagstream.schemas.ModelState;
import io.tagstream.schemas.ModelStatus;
import io.tagstream.topology.control.Activation;
import io.tagstream.topology.control.ModelHistory;
import io.tagstream.topology.control.PreparedBundle;
import io.tagstream.topology.control.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How models stand at one time: what the commands have come to, and what the instances say.
 *
 * @param routes what should be
 * @param instances what is
 */
record StatusPicture(List<Route> routes, List<Instance> instances) {
  StatusPicture {
    routes = List.copyOf(routes);
    instances = List.copyOf(instances);
  }

  /**
   * What the commands have come to on a route.
   *
   * @param inForce what serves
   * @param coming what will serve, in the order of time
   * @param prepared all that can be brought into force, in the order of their commands
   */
  record Route(
      String name, Activation inForce, List<Activation> coming, List<PreparedBundle> prepared) {
    Route {
      coming = List.copyOf(coming);
      prepared = List.copyOf(prepared);
    }
  }

  /**
   * An instance on a route.
   *
   * @param shared whether it cannot be told from others
   * @param serving what it says that it serves; null if it says nothing
   * @param agrees whether that is what should serve
   * @param models what it says about models that are neither retired nor serving
   */
  record Instance(
      String name,
      boolean shared,
      String route,
      @Nullable ModelStatus serving,
      boolean agrees,
      List<ModelStatus> models) {
    Instance {
      models = List.copyOf(models);
    }
  }

  /**
   * Makes a picture.
   *
   * @param now in milliseconds since the epoch
   * @param asked which routes are wanted
   */
  static StatusPicture of(
      ModelHistory history, Fleet fleet, Standings standings, long now, Predicate<String> asked) {
    List<Route> routes = new ArrayList<>();
    history.timelines().entrySet().stream()
        .filter(entry -> asked.test(entry.getKey()))
        .forEach(entry -> routes.add(route(entry.getKey(), entry.getValue(), history, now)));
    List<Instance> instances = new ArrayList<>();
    for (Fleet.Member member : fleet.members()) {
      routes.forEach(route -> instances.add(instance(member, route, standings)));
    }
    return new StatusPicture(routes, instances);
  }

  private static Route route(String name, Timeline timeline, ModelHistory history, long now) {
    List<PreparedBundle> prepared =
        history.prepared(name).values().stream()
            .sorted(Comparator.comparingLong(PreparedBundle::offset))
            .toList();
    return new Route(name, timeline.at(now), timeline.after(now), prepared);
  }

  private static Instance instance(Fleet.Member member, Route route, Standings standings) {
    ModelStatus serving = standings.serving(member.instance(), route.name()).orElse(null);
    List<ModelStatus> models =
        standings.of(member.instance(), route.name()).values().stream()
            .filter(status -> status.getState() != ModelState.RETIRED)
            .filter(status -> status.getState() != ModelState.ACTIVE)
            .filter(status -> isKnown(route, status))
            .toList();
    return new Instance(
        member.instance(),
        member.shared(),
        route.name(),
        serving,
        serving != null && isSame(route.inForce().model(), serving),
        models);
  }

  /** What is said about bundles that were retired while an instance was away means nothing. */
  private static boolean isKnown(Route route, ModelStatus status) {
    return route.prepared().stream().anyMatch(bundle -> isSame(bundle.model(), status));
  }

  /** A configured bundle that this machine does not have is known by no digest. */
  private static boolean isSame(ModelId model, ModelStatus status) {
    return model.digest().isEmpty()
        ? status.getCommandId().startsWith(Activation.CONFIGURED)
        : status.getModel().getDigest().equals(model.digest());
  }
}
