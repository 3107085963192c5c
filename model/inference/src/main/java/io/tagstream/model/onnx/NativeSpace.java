package io.tagstream.model.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * Native memory for the inputs of one call, handed out piece by piece; what is on the heap ONNX
 * Runtime would copy to memory that only the garbage collector frees. A piece holds anything. Kept
 * for the next call of the thread, and made anew only where that needs more. Used by one thread.
 */
public final class NativeSpace {
  private static final ThreadLocal<NativeSpace> OF_THREAD =
      ThreadLocal.withInitial(NativeSpace::new);

  private ByteBuffer bytes = ByteBuffer.allocateDirect(0);

  private NativeSpace() {}

  /**
   * Returns the space of this thread, empty; what was handed out before must no longer be used.
   *
   * @param capacity bytes that will be asked for, at most
   */
  public static NativeSpace ofThread(long capacity) {
    NativeSpace space = OF_THREAD.get();
    if (space.bytes.capacity() < capacity) {
      space.bytes =
          ByteBuffer.allocateDirect(Math.toIntExact(capacity)).order(ByteOrder.nativeOrder());
    }
    space.bytes.clear();
    return space;
  }

  /** Returns a piece for so many longs. */
  public LongBuffer longs(int count) {
    return piece((long) count * Long.BYTES).asLongBuffer();
  }

  /** Returns a piece for so many ints. */
  public IntBuffer ints(int count) {
    return piece((long) count * Integer.BYTES).asIntBuffer();
  }

  /** Returns a piece for so many floats. */
  public FloatBuffer floats(int count) {
    return piece((long) count * Float.BYTES).asFloatBuffer();
  }

  private ByteBuffer piece(long length) {
    ByteBuffer piece = bytes.slice(bytes.position(), Math.toIntExact(length));
    bytes.position(bytes.position() + piece.capacity());
    return piece.order(ByteOrder.nativeOrder());
  }
}
