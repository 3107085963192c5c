package io.tagstream.app.model;

import io.tagstream.model.ModelId;
import io.tagstream.model.source.BundleOrder;
import io.tagstream.schemas.ModelAction;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelReference;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes commands for one route, each with an identity of its own. */
final class NewCommands {
  private final String route;

  NewCommands(String route) {
    this.route = route;
  }

  ModelCommand prepare(BundleOrder order) {
    byte[] signature = order.signature();
    return begin(ModelAction.PREPARE)
        .setModel(reference(order.model()))
        .setLocation(order.location().toString())
        .setSizeBytes(order.sizeBytes())
        .setSha256(order.sha256())
        .setSignature(signature == null ? null : ByteBuffer.wrap(signature))
        .build();
  }

  /** Makes a command that prepares what another one did. */
  ModelCommand prepareAgain(ModelCommand command) {
    // Field by field: Avro copies an enum only if its class is among those a process trusts.
    return begin(ModelAction.PREPARE)
        .setModel(command.getModel())
        .setLocation(command.getLocation())
        .setSizeBytes(command.getSizeBytes())
        .setSha256(command.getSha256())
        .setSignature(command.getSignature())
        .build();
  }

  ModelCommand activate(ModelId model, long effectiveFrom) {
    return begin(ModelAction.ACTIVATE)
        .setModel(reference(model))
        .setEffectiveFrom(effectiveFrom)
        .build();
  }

  /**
   * Makes a command that goes back.
   *
   * @param model to which this should lead; if it leads elsewhere, it is refused. Null: wherever
   */
  ModelCommand rollBack(@Nullable ModelId model, long effectiveFrom) {
    return begin(ModelAction.ROLLBACK)
        .setModel(model == null ? null : reference(model))
        .setEffectiveFrom(effectiveFrom)
        .build();
  }

  ModelCommand retire(ModelId model) {
    return begin(ModelAction.RETIRE).setModel(reference(model)).build();
  }

  private ModelCommand.Builder begin(ModelAction action) {
    return ModelCommand.newBuilder()
        .setId(UUID.randomUUID().toString())
        .setAction(action)
        .setRoute(route);
  }

  private static ModelReference reference(ModelId model) {
    return new ModelReference(model.name(), model.version(), model.digest());
  }
}
