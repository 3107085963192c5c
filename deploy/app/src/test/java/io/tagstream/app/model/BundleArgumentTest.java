package io.tagstream.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tagstream.model.bundle.BundlePacker;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.PackedArchive;
import io.tagstream.model.source.BundleOrder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles in a directory, which a server offers, too. */
class BundleArgumentTest {
  private static final String TINY =
      "../../model/inference/src/test/resources/io/tagstream/bundles/tiny";
  private static final long ENOUGH = 1 << 20;

  private Path directory;
  private Path archive;
  private HttpServer server;

  @BeforeEach
  void offer(@TempDir Path directory) throws IOException {
    this.directory = directory;
    archive = directory.resolve("tiny.tar.gz");
    BundlePacker.write(archive, Bundles.open(TINY).files());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldSayOfAnArchiveWhatInstancesCheck() throws Exception {
    BundleOrder order = new BundleArgument(archive.toString()).read(null, null, ENOUGH);

    assertThat(order.model()).isEqualTo(Bundles.open(TINY).id());
    assertThat(Path.of(order.location())).isEqualTo(archive);
    assertThat(order.sizeBytes()).isEqualTo(Files.size(archive));
    assertThat(order.sha256()).isEqualTo(PackedArchive.of(archive).sha256());
    assertThat(order.signature()).isNull();
  }

  @Test
  void shouldSayNothingOfAnArchiveWhereThereIsADirectory() throws Exception {
    BundleOrder order = new BundleArgument(TINY).read(null, null, ENOUGH);

    assertThat(order.sizeBytes()).isNull();
    assertThat(order.sha256()).isNull();
    assertThatThrownBy(() -> new BundleArgument(TINY).read(null, archive, ENOUGH))
        .hasMessageContaining("--signature: expected an archive");
  }

  @Test
  void shouldAskForAnExportToBePacked() {
    String export = "../../model/inference/src/test/resources/reference/bert-pair";

    assertThatThrownBy(() -> new BundleArgument(export).read(null, null, ENOUGH))
        .hasMessageContainingAll("bert-pair", "expected a bundle", "tagstream bundle pack");
  }

  @Test
  void shouldTakeTheSignatureBesideAnArchive() throws Exception {
    Path sig = directory.resolve("tiny.tar.gz.sig");
    Files.writeString(sig, ArchiveSigning.text(new byte[64]));

    assertThat(new BundleArgument(archive.toUri().toString()).read(null, null, ENOUGH).signature())
        .hasSize(64);
    assertThat(new BundleArgument(offered("tiny.tar.gz")).read(null, null, ENOUGH).signature())
        .hasSize(64);
    Files.writeString(sig, "no signature");
    assertThatThrownBy(() -> new BundleArgument(archive.toString()).read(null, null, ENOUGH))
        .hasMessageContainingAll("tiny.tar.gz.sig", "Ed25519");
  }

  @Test
  void shouldFetchWhatIsElsewhereToLearnWhatItIs() throws Exception {
    BundleOrder order = new BundleArgument(offered("tiny.tar.gz")).read(null, null, ENOUGH);

    assertThat(order.location()).hasToString(offered("tiny.tar.gz"));
    assertThat(order.sha256()).isEqualTo(PackedArchive.of(archive).sha256());
    assertThat(order.signature()).isNull();
  }

  @Test
  void shouldSayWhereInstancesSeeIt() throws Exception {
    URI elsewhere = URI.create("https://models.example.com/tiny.tar.gz");

    assertThat(new BundleArgument(archive.toString()).read(elsewhere, null, ENOUGH).location())
        .isEqualTo(elsewhere);
  }

  @Test
  void shouldNotFetchMoreThanInstancesWould() {
    assertThatThrownBy(() -> new BundleArgument(offered("tiny.tar.gz")).read(null, null, 100))
        .hasMessageContainingAll("more than 100 bytes", "tagstream.model.max.bytes");
  }

  @Test
  void shouldNotRepeatWhatMayBeSecret() {
    assertThatThrownBy(() -> new BundleArgument(offered("no?token=x1")).read(null, null, ENOUGH))
        .hasMessageContainingAll("/no", "404")
        .hasMessageNotContaining("x1");
  }

  @Test
  void shouldTellPlacesFromNames() {
    assertThat(new BundleArgument("assistant:3.1.0").isLocation()).isFalse();
    assertThat(new BundleArgument("65a8d8e4").isLocation()).isFalse();
    assertThat(new BundleArgument("my.tar.gz").isLocation()).isTrue();
    assertThat(new BundleArgument("./my-bundle").isLocation()).isTrue();
    assertThat(new BundleArgument("https://example.com/m").isLocation()).isTrue();
  }

  private String offered(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Path file = directory.resolve(exchange.getRequestURI().getPath().substring(1));
    try (exchange) {
      if (Files.exists(file)) {
        exchange.sendResponseHeaders(200, Files.size(file));
        Files.copy(file, exchange.getResponseBody());
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }
}
