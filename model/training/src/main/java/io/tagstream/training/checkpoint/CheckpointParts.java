package io.tagstream.training.checkpoint;

import io.tagstream.training.network.NetworkState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/** How what all checkpoints have is written and read: what it is a training of, and the network. */
final class CheckpointParts {
  private CheckpointParts() {}

  static void writeFacts(SortedMap<String, String> facts, DataOutputStream out) throws IOException {
    out.writeInt(facts.size());
    for (var fact : facts.entrySet()) {
      out.writeUTF(fact.getKey());
      out.writeUTF(fact.getValue());
    }
  }

  static SortedMap<String, String> readFacts(DataInputStream in) throws IOException {
    SortedMap<String, String> facts = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      facts.put(in.readUTF(), in.readUTF());
    }
    return facts;
  }

  static void writeState(NetworkState state, DataOutputStream out) throws IOException {
    out.writeInt(state.tensors().size());
    for (var tensor : state.tensors().entrySet()) {
      out.writeUTF(tensor.getKey());
      out.writeInt(tensor.getValue().length);
      ByteBuffer numbers = ByteBuffer.allocate(Float.BYTES * tensor.getValue().length);
      numbers.asFloatBuffer().put(tensor.getValue());
      out.write(numbers.array());
    }
    out.writeInt(state.counts().size());
    for (var count : state.counts().entrySet()) {
      out.writeUTF(count.getKey());
      out.writeLong(count.getValue());
    }
  }

  static NetworkState readState(DataInputStream in) throws IOException {
    SortedMap<String, float[]> tensors = new TreeMap<>();
    int tensorCount = in.readInt();
    for (int i = 0; i < tensorCount; i++) {
      String name = in.readUTF();
      float[] numbers = new float[in.readInt()];
      byte[] bytes = new byte[Float.BYTES * numbers.length];
      in.readFully(bytes);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(numbers);
      tensors.put(name, numbers);
    }
    SortedMap<String, Long> counts = new TreeMap<>();
    int countCount = in.readInt();
    for (int i = 0; i < countCount; i++) {
      counts.put(in.readUTF(), in.readLong());
    }
    return new NetworkState(tensors, counts);
  }
}
