package io.tagstream.topology.speculation;

import java.util.ArrayList;
import java.util.List;

/** Records that are tagged together. Used by one thread at a time. */
final class TextBatch {
  /** A batch of more than one text holds at most these bytes of values, so that none takes long. */
  private static final int MAX_BYTES = 64 * 1024;

  private final List<PolledText> texts = new ArrayList<>();
  private final int mostTexts;
  private long bytes;

  TextBatch(int mostTexts) {
    this.mostTexts = mostTexts;
  }

  /** Returns them, first polled first. */
  List<PolledText> texts() {
    return texts;
  }

  boolean hasRoomFor(PolledText text) {
    return texts.isEmpty() || (texts.size() < mostTexts && bytes + text.valueBytes() <= MAX_BYTES);
  }

  void add(PolledText text) {
    texts.add(text);
    bytes += text.valueBytes();
  }
}
