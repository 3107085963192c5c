package io.tagstream.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No two streams share a key in the store. */
class StreamKeyTest {

  @Test
  void shouldLeaveMostKeysOfTheDefaultRouteAsTheyAre() {
    byte[] key = "ana".getBytes(StandardCharsets.UTF_8);
    assertThat(StreamKey.of("default", key)).isSameAs(key);
    assertThat(StreamKey.of("default", new byte[0])).isEmpty();
    assertThat(StreamKey.of("default", new byte[] {-1, 7})).containsExactly(-1, 0, -1, 7);
    assertThat(StreamKey.of("de", new byte[] {7})).containsExactly(-1, 2, 'd', 'e', 7);
  }

  @Test
  void shouldTellAllStreamsApart() {
    Random random = new Random(6);
    List<String> routes = List.of("default", "a", "aa", "\u00ff", "default2", "x".repeat(255));
    Map<ByteBuffer, Map.Entry<String, ByteBuffer>> streams = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      byte[] key = new byte[random.nextInt(5)];
      for (int at = 0; at < key.length; at++) {
        key[at] = (byte) List.of(-1, 0, 1, 2, (int) 'a').get(random.nextInt(5)).intValue();
      }
      String route = routes.get(random.nextInt(routes.size()));
      Map.Entry<String, ByteBuffer> stream = Map.entry(route, ByteBuffer.wrap(key));
      Map.Entry<String, ByteBuffer> other =
          streams.putIfAbsent(ByteBuffer.wrap(StreamKey.of(route, key)), stream);
      assertThat(other == null || other.equals(stream)).as("%s and %s", stream, other).isTrue();
    }
  }
}
