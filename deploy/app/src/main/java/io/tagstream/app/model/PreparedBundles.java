package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import io.tagstream.model.command.NearestKey;
import io.tagstream.topology.control.PreparedBundle;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The bundles that are prepared on a route, found by what users call them: the name, {@code
 * NAME:VERSION} or the beginning of the digest.
 */
final class PreparedBundles {
  /** Fewer digits are more likely to be a name. */
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{4,64}");

  private final String route;
  private final List<PreparedBundle> bundles;

  PreparedBundles(String route, Collection<PreparedBundle> bundles) {
    this.route = route;
    this.bundles =
        bundles.stream().sorted(Comparator.comparingLong(PreparedBundle::offset)).toList();
  }

  /** Returns those that go by a name, oldest first. */
  List<PreparedBundle> named(String words) {
    return bundles.stream().filter(bundle -> goesBy(bundle, words)).toList();
  }

  private static boolean goesBy(PreparedBundle bundle, String words) {
    String name = bundle.model().name();
    return words.equals(name)
        || words.equals(name + ":" + bundle.model().version())
        || (DIGEST.matcher(words).matches() && bundle.model().digest().startsWith(words));
  }

  /**
   * Returns the one that goes by a name.
   *
   * @throws CommandException if none does, or several do
   */
  PreparedBundle require(String words) {
    List<PreparedBundle> found = named(words);
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      throw new CommandException(
          "'%s': expected a bundle that is prepared on route %s, by NAME, NAME:VERSION or the first digits of its digest, found none of them; %s"
              .formatted(words, route, advice(words)));
    }
    throw new CommandException(
        "'%s': expected one bundle that is prepared on route %s, found %d; say which, by NAME:VERSION or the first digits of its digest:%n%s"
            .formatted(words, route, found.size(), listed(found)));
  }

  private String advice(String words) {
    if (bundles.isEmpty()) {
      return "none is prepared there; prepare one with 'tagstream model prepare LOCATION'.";
    }
    TreeSet<String> names = new TreeSet<>();
    bundles.forEach(
        bundle -> {
          names.add(bundle.model().name());
          names.add(bundle.model().name() + ":" + bundle.model().version());
        });
    return "did you mean %s? Prepared are:%n%s"
        .formatted(NearestKey.to(words, names), listed(bundles));
  }

  private static String listed(List<PreparedBundle> bundles) {
    return bundles.stream()
        .map(
            bundle ->
                "  %s:%s  %s"
                    .formatted(
                        bundle.model().name(),
                        bundle.model().version(),
                        Words.digest(bundle.model().digest())))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
