package io.tagstream.schemas.serde;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Finds arrays whose items take no bytes: nulls, empty fixed types and records of only such (Avro
 * specification, "Data Serialization and Deserialization"). The number of items stands in front of
 * them, and Avro holds it against the bytes that are left only if an item takes at least one.
 * Reading, even skipping, such an array takes as long as its writer likes. Maps are bounded by
 * their keys.
 */
final class UnboundedArrays {

  private final IdentityHashMap<Schema, Boolean> takeNoBytes = new IdentityHashMap<>();

  private UnboundedArrays() {}

  /** The item types of such arrays anywhere in a schema; empty if there are none. */
  static List<String> in(Schema root) {
    UnboundedArrays check = new UnboundedArrays();
    List<String> found = new ArrayList<>();
    Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Schema> ahead = new ArrayDeque<>(List.of(root));
    while (!ahead.isEmpty()) {
      Schema schema = ahead.remove();
      if (!seen.add(schema)) {
        continue;
      }
      if (schema.getType() == Schema.Type.ARRAY && check.takesNoBytes(schema.getElementType())) {
        found.add(schema.getElementType().getFullName());
      }
      ahead.addAll(parts(schema));
    }
    return found;
  }

  private static List<Schema> parts(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> schema.getFields().stream().map(Schema.Field::schema).toList();
      case ARRAY -> List.of(schema.getElementType());
      case MAP -> List.of(schema.getValueType());
      case UNION -> schema.getTypes();
      default -> List.of();
    };
  }

  private boolean takesNoBytes(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> true;
      case FIXED -> schema.getFixedSize() == 0;
      case RECORD -> recordTakesNoBytes(schema);
      default -> false;
    };
  }

  private boolean recordTakesNoBytes(Schema schema) {
    Boolean known = takeNoBytes.get(schema);
    if (known != null) {
      return known;
    }
    // Stands while the fields are looked at: a record that holds itself must end. It has no finite
    // encoding anyway.
    takeNoBytes.put(schema, true);
    boolean all = schema.getFields().stream().allMatch(field -> takesNoBytes(field.schema()));
    takeNoBytes.put(schema, all);
    return all;
  }
}
