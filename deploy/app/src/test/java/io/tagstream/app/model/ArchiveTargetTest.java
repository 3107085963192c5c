package io.tagstream.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tagstream.app.CommandException;
import io.tagstream.model.ModelId;
import io.tagstream.model.bundle.PackedArchive;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTargetTest {
  private static final String NAME = "tiny-1.0.0-abcdef012345.tar.gz";

  private Path directory;

  @BeforeEach
  void keepDirectory(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldNameAnArchiveAfterItsModel() throws Exception {
    URI put = ArchiveTarget.of(directory.toUri().toString(), null).put(archive("one", null));

    assertThat(Path.of(put)).isEqualTo(directory.resolve(NAME)).hasContent("one");
    assertThat(files()).containsExactly(NAME);
  }

  @Test
  void shouldPutTheSignatureBesideIt() throws Exception {
    byte[] signature = new byte[64];
    ArchiveTarget.of(directory.toString(), null).put(archive("one", signature));

    assertThat(files()).containsExactly(NAME, NAME + ".sig");
    assertThat(ArchiveSigning.beside(directory.resolve(NAME))).isEqualTo(signature);
  }

  @Test
  void shouldKeepWhatIsThereAndNeverReplaceIt() throws Exception {
    ArchiveTarget target = ArchiveTarget.of(directory.resolve("my.tar.gz").toString(), null);
    target.put(archive("one", null));
    target.put(archive("one", null));

    assertThatThrownBy(() -> target.put(archive("two", null)))
        .isInstanceOf(CommandException.class)
        .hasMessageContainingAll("my.tar.gz", "found another one");
    assertThat(directory.resolve("my.tar.gz")).hasContent("one");
  }

  @Test
  void shouldWantADirectoryThatIsThere() {
    assertThatThrownBy(
            () ->
                ArchiveTarget.of(directory.resolve("no").toString(), null)
                    .put(archive("one", null)))
        .hasMessageContainingAll("--to", "found none");
  }

  @Test
  void shouldUploadWithTheHeadersOfAFile() throws Exception {
    Path headers = Files.writeString(directory.resolve("headers"), "Authorization: Bearer x\n\n");
    Map<String, String> received = new ConcurrentHashMap<>();
    HttpServer server = server(received, 201);
    try {
      String place = "http://127.0.0.1:" + server.getAddress().getPort() + "/models";
      URI put = ArchiveTarget.of(place, headers).put(archive("one", new byte[64]));

      assertThat(put).hasToString(place + "/" + NAME);
      assertThat(received)
          .containsEntry("PUT /models/" + NAME + " Bearer x", "one")
          .containsKey("PUT /models/" + NAME + ".sig Bearer x");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void shouldSayWhatAServerAnswered() throws Exception {
    HttpServer server = server(new ConcurrentHashMap<>(), 403);
    try {
      String place = "http://127.0.0.1:" + server.getAddress().getPort() + "/m.tar.gz?token=secret";

      assertThatThrownBy(() -> ArchiveTarget.of(place, null).put(archive("one", null)))
          .hasMessageContainingAll("/m.tar.gz", "HTTP 403", "--headers")
          .hasMessageNotContaining("secret");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void shouldNotRepeatAHeaderThatIsWrong() throws Exception {
    Path headers = Files.writeString(directory.resolve("headers"), "secret without colon\n");

    assertThatThrownBy(
            () -> ArchiveTarget.of("http://127.0.0.1:1/", headers).put(archive("one", null)))
        .hasMessageContainingAll("--headers", "line 1")
        .hasMessageNotContaining("secret");
  }

  private static HttpServer server(Map<String, String> received, int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, received, status));
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, Map<String, String> received, int status)
      throws IOException {
    try (exchange;
        InputStream body = exchange.getRequestBody()) {
      received.put(
          "%s %s %s"
              .formatted(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  exchange.getRequestHeaders().getFirst("Authorization")),
          new String(body.readAllBytes(), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private static Archive archive(String content, byte @Nullable [] signature) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    ModelId model = new ModelId("tiny", "1.0.0", "abcdef0123456789");
    return new Archive(model, bytes, PackedArchive.of(bytes).sha256(), signature);
  }

  private Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }
}
