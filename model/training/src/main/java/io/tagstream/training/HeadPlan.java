package io.tagstream.training;

import io.tagstream.training.config.LearningConfig.ClassWeighting;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.data.BundleHeads;
import io.tagstream.training.data.HeadLabels;
import io.tagstream.training.data.LabelSets;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.network.ClassHead;
import io.tagstream.training.network.ClassWeights;
import io.tagstream.training.network.NetworkHeads;
import io.tagstream.training.network.SlotHead;
import java.util.Map;
import java.util.TreeMap;

/**
 * The heads that data trains, whatever is below them.
 *
 * @param heads the slot head of the bundle may read the class head of the bundle, the others read
 *     none
 * @param classWeights what a sentence of each class counts
 */
record HeadPlan(NetworkHeads heads, ClassWeights classWeights) {

  static HeadPlan of(TrainConfig config, TrainingData data) {
    NetworkPlan plan = new NetworkPlan(config.network());
    HeadLabels labels = data.labels();
    BundleHeads heads = data.heads();
    Map<String, SlotHead> slots = new TreeMap<>();
    for (String head : labels.spans().keySet()) {
      String read = head.equals(heads.slots()) ? heads.classes() : null;
      LabelSets known = labels.of(new BundleHeads(head, read));
      slots.put(head, plan.slotHead(known, read == null ? "" : read));
    }
    Map<String, ClassHead> classes = new TreeMap<>();
    for (String head : labels.classes().keySet()) {
      classes.put(head, plan.classHead(labels.of(new BundleHeads(null, head))));
    }
    return new HeadPlan(NetworkHeads.of(slots, classes), classWeights(config, data));
  }

  private static ClassWeights classWeights(TrainConfig config, TrainingData data) {
    return config.training().classWeights() == ClassWeighting.NONE
        ? ClassWeights.NONE
        : ClassWeights.balanced(data.classCounts());
  }
}
