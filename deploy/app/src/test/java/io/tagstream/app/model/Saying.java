package io.tagstream.app.model;

import io.tagstream.model.ModelId;
import io.tagstream.schemas.ModelReference;
import io.tagstream.schemas.ModelState;
import io.tagstream.schemas.ModelStatus;
import java.util.Arrays;

/** What instances say in tests. */
final class Saying {
  static final ModelId OLD = new ModelId("assistant", "3.0.0", "aaaa0000");
  static final ModelId NEW = new ModelId("assistant", "3.1.0", "bbbb0000");

  private Saying() {}

  static ModelStatus says(
      String instance, String command, long offset, ModelId model, ModelState state, long time) {
    return ModelStatus.newBuilder()
        .setCommandId(command)
        .setCommandOffset(offset)
        .setApplicationId("app")
        .setInstance(instance)
        .setRoute("default")
        .setModel(new ModelReference(model.name(), model.version(), model.digest()))
        .setState(state)
        .setReasonCode(state == ModelState.REJECTED ? "LATE" : null)
        .setMessage(state == ModelState.REJECTED ? "too late" : null)
        .setTimestamp(time)
        .build();
  }

  static ModelStatus says(String instance, ModelState state) {
    return says(instance, "one", 1, NEW, state, 10);
  }

  static Fleet fleet(String... instances) {
    return Fleet.of(
        Arrays.stream(instances)
            .map(name -> new Fleet.Client(name + "-StreamThread-1-consumer", "/10.0.0.1"))
            .toList());
  }
}
