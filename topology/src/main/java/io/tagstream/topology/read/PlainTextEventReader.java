package io.tagstream.topology.read;

import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.deadletter.RejectedEventException;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/**
 * Reads a value that is the text itself, in UTF-8, character by character: nothing is trimmed but a
 * byte order mark at its beginning.
 */
final class PlainTextEventReader implements TextEventReader {

  @Override
  public TextEvent read(String topic, Headers headers, byte[] value) throws RejectedEventException {
    return new TextEvent(StrictUtf8.decode(value), false, null, Map.of());
  }

  @Override
  public void close() {}
}
