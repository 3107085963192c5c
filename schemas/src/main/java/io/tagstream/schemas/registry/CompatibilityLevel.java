package io.tagstream.schemas.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * Which earlier versions of a subject a new schema must get along with, and in which direction. The
 * names and their meaning are those of Confluent's registry; the rules are Avro's schema
 * resolution.
 */
public enum CompatibilityLevel {
  /** No check. */
  NONE(false, false, false),
  /** The new schema reads what the latest version wrote. */
  BACKWARD(true, false, false),
  /** The new schema reads what any version wrote. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The latest version reads what the new schema writes. */
  FORWARD(false, true, false),
  /** Every version reads what the new schema writes. */
  FORWARD_TRANSITIVE(false, true, true),
  /** Both directions, against the latest version. */
  FULL(true, true, false),
  /** Both directions, against every version. */
  FULL_TRANSITIVE(true, true, true);

  private final boolean backward;
  private final boolean forward;
  private final boolean transitive;

  CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
    this.backward = backward;
    this.forward = forward;
    this.transitive = transitive;
  }

  /** True if all versions count and not only the latest. */
  public boolean isTransitive() {
    return transitive;
  }

  /**
   * Checks a proposed schema.
   *
   * @param existing the versions in force, oldest first
   * @return what is in the way, in words; empty if the schema may be added
   */
  public List<String> incompatibilities(Schema proposed, List<Schema> existing) {
    List<Schema> checked =
        transitive || existing.isEmpty()
            ? existing
            : existing.subList(existing.size() - 1, existing.size());
    List<String> found = new ArrayList<>();
    for (Schema earlier : checked) {
      if (backward) {
        found.addAll(unreadable(proposed, earlier, "the new schema cannot read earlier data"));
      }
      if (forward) {
        found.addAll(unreadable(earlier, proposed, "an earlier schema cannot read new data"));
      }
    }
    return List.copyOf(found);
  }

  private static List<String> unreadable(Schema reader, Schema writer, String direction) {
    List<String> found = new ArrayList<>();
    for (Incompatibility incompatibility :
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
            .getResult()
            .getIncompatibilities()) {
      found.add(
          "%s: %s at %s: %s"
              .formatted(
                  direction,
                  incompatibility.getType(),
                  incompatibility.getLocation(),
                  incompatibility.getMessage()));
    }
    return found;
  }
}
