package io.tagstream.app.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The instances of an application that run now, as the members of its group tell.
 *
 * @param members in the order of their names
 */
record Fleet(List<Member> members) {
  private static final String THREAD = "-StreamThread-";

  Fleet {
    members = List.copyOf(members);
  }

  /**
   * One member of a group: a thread of an instance.
   *
   * @param clientId as its consumer calls itself
   * @param host where it runs, as the broker sees it
   */
  record Client(String clientId, String host) {}

  /**
   * An instance.
   *
   * @param instance its client id
   * @param hosts where it runs
   * @param shared whether several processes go by this client id, so that what one says cannot be
   *     told from what another says
   */
  record Member(String instance, Set<String> hosts, boolean shared) {
    Member {
      hosts = Set.copyOf(hosts);
    }
  }

  /** Puts the threads of instances together. */
  static Fleet of(Collection<Client> clients) {
    Map<String, List<Client>> byInstance =
        clients.stream()
            .collect(
                Collectors.groupingBy(
                    client -> instance(client.clientId()), TreeMap::new, Collectors.toList()));
    List<Member> members = new ArrayList<>();
    byInstance.forEach(
        (instance, threads) -> {
          Set<String> hosts = new TreeSet<>();
          Set<String> names = new TreeSet<>();
          threads.forEach(
              thread -> {
                hosts.add(thread.host());
                names.add(thread.clientId());
              });
          // A process gives each of its threads another name.
          members.add(new Member(instance, hosts, names.size() < threads.size()));
        });
    return new Fleet(members);
  }

  private static String instance(String clientId) {
    int end = clientId.lastIndexOf(THREAD);
    return end < 0 ? clientId : clientId.substring(0, end);
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  List<String> instances() {
    return members.stream().map(Member::instance).toList();
  }

  /** Returns those that cannot be told from others. */
  List<Member> shared() {
    return members.stream().filter(Member::shared).toList();
  }
}
