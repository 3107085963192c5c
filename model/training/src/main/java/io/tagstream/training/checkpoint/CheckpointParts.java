package io.tagstream.training.checkpoint;

import io.tagstream.training.network.NetworkNumbers;
import io.tagstream.training.network.NetworkState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/** How what all checkpoints have is written and read: what it is a training of, and the network. */
final class CheckpointParts {
  /** Numbers that are turned into bytes at once. */
  private static final int BLOCK = 1 << 16;

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
    writeNumbers(NetworkNumbers.of(state), out);
  }

  /** Writes one tensor after the other; no more than one of them is on the heap. */
  static void writeNumbers(NetworkNumbers network, DataOutputStream out) throws IOException {
    out.writeInt(network.tensors().size());
    for (var tensor : network.tensors().entrySet()) {
      out.writeUTF(tensor.getKey());
      writeNumbers(tensor.getValue().get(), out);
    }
    out.writeInt(network.counts().size());
    for (var count : network.counts().entrySet()) {
      out.writeUTF(count.getKey());
      out.writeLong(count.getValue());
    }
  }

  private static void writeNumbers(float[] numbers, DataOutputStream out) throws IOException {
    out.writeInt(numbers.length);
    ByteBuffer block = ByteBuffer.allocate(Float.BYTES * Math.min(BLOCK, numbers.length));
    for (int begin = 0; begin < numbers.length; begin += BLOCK) {
      int count = Math.min(BLOCK, numbers.length - begin);
      block.asFloatBuffer().put(numbers, begin, count);
      out.write(block.array(), 0, Float.BYTES * count);
    }
  }

  private static float[] readNumbers(DataInputStream in) throws IOException {
    float[] numbers = new float[in.readInt()];
    ByteBuffer block = ByteBuffer.allocate(Float.BYTES * Math.min(BLOCK, numbers.length));
    for (int begin = 0; begin < numbers.length; begin += BLOCK) {
      int count = Math.min(BLOCK, numbers.length - begin);
      in.readFully(block.array(), 0, Float.BYTES * count);
      block.asFloatBuffer().get(numbers, begin, count);
    }
    return numbers;
  }

  static NetworkState readState(DataInputStream in) throws IOException {
    SortedMap<String, float[]> tensors = new TreeMap<>();
    int tensorCount = in.readInt();
    for (int i = 0; i < tensorCount; i++) {
      tensors.put(in.readUTF(), readNumbers(in));
    }
    SortedMap<String, Long> counts = new TreeMap<>();
    int countCount = in.readInt();
    for (int i = 0; i < countCount; i++) {
      counts.put(in.readUTF(), in.readLong());
    }
    return new NetworkState(tensors, counts);
  }
}
