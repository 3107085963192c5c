package io.tagstream.topology.tagging;

import io.tagstream.model.ModelId;
import io.tagstream.model.serving.TaggerLease;
import io.tagstream.schemas.ModelReference;

/**
 * Which model tagged a record.
 *
 * @param provisional whether a replay might choose another one
 */
public record ModelUse(ModelId id, boolean provisional) {
  static ModelUse of(TaggerLease lease) {
    return new ModelUse(lease.tagger().model(), lease.provisional());
  }

  /** The same model, provisional where it or something else is. */
  ModelUse orProvisional(boolean also) {
    return new ModelUse(id, provisional || also);
  }

  /** Names the model as the output does. */
  ModelReference reference() {
    return new ModelReference(id.name(), id.version(), id.digest());
  }
}
