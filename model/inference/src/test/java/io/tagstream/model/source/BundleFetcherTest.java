package io.tagstream.model.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.ModelId;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundlePacker;
import io.tagstream.model.bundle.BundleWriter;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.PackedArchive;
import io.tagstream.model.bundle.TinyBundle;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleFetcherTest {
  private static final BundleFiles TINY = TinyBundle.files();
  private static final ModelId MODEL = Bundles.open(TINY).id();
  private static final byte[] ARCHIVE = BundlePacker.pack(TINY);
  private static final PackedArchive PACKED = PackedArchive.of(ARCHIVE);

  private final Path models;
  private final Path cache;
  private final Path archive;

  BundleFetcherTest(@TempDir Path folder) throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
    cache = folder.resolve("cache");
    archive = Files.write(models.resolve("tiny.tar.gz"), ARCHIVE);
  }

  private BundleFetcher fetcher(URI allowed, PublicKey... trusted) {
    return fetcher(List.of(allowed), trusted);
  }

  private BundleFetcher fetcher(List<URI> allowed, PublicKey... trusted) {
    return new BundleFetcher(
        new BundleSources(
            allowed, List.of(trusted), cache, 1 << 20, 1 << 20, Duration.ofSeconds(20)));
  }

  private static BundleOrder order(URI location) {
    return new BundleOrder(MODEL, location, PACKED.sizeBytes(), PACKED.sha256(), null);
  }

  private static BundleOrder bare(URI location) {
    return new BundleOrder(MODEL, location, null, null, null);
  }

  private static AbstractStringAssert<?> assertRefused(
      Reason reason, BundleFetcher fetcher, BundleOrder order) {
    return assertThatThrownBy(() -> fetcher.fetch(order))
        .asInstanceOf(InstanceOfAssertFactories.type(BundleException.class))
        .returns(reason, BundleException::reason)
        .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
        .contains(": expected ", ", found ", "; ");
  }

  private List<Path> cached() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }

  @Test
  void shouldFetchAnArchiveFromADisk() throws IOException {
    BundleFetcher fetcher = fetcher(models.toUri());

    assertThat(fetcher.fetch(order(archive.toUri())).id()).isEqualTo(MODEL);
    assertThat(fetcher.fetch(bare(archive.toUri())).id()).isEqualTo(MODEL);
    assertThat(cached()).containsExactly(cache.resolve(PACKED.sha256() + ".tar.gz"));
  }

  @Test
  void shouldFetchADirectory() throws IOException {
    BundleWriter.write(models.resolve("tiny"), TINY);
    BundleFetcher fetcher = fetcher(models.toUri());
    URI location = models.resolve("tiny").toUri();

    try (var tagger = fetcher.fetch(bare(location)).tagger()) {
      assertThat(tagger.model()).isEqualTo(MODEL);
    }
    assertRefused(Reason.MALFORMED_ORDER, fetcher, order(location)).contains("directory");
  }

  @Test
  void shouldFetchAnArchiveOverTheWebOnce() throws IOException {
    try (Web web = Web.giving(ARCHIVE)) {
      BundleFetcher fetcher = fetcher(web.at("/models"));

      Bundle fetched = fetcher.fetch(order(web.at("/models/tiny.tar.gz?token=1")));
      Bundle again = fetcher.fetch(order(web.at("/models/tiny.tar.gz")));

      assertThat(fetched.id()).isEqualTo(again.id()).isEqualTo(MODEL);
      assertThat(web.requests()).isEqualTo(1);
    }
  }

  @Test
  void shouldNeedNoSourceForWhatIsInTheCache() throws IOException {
    BundleFetcher fetcher = fetcher(models.toUri());
    fetcher.fetch(order(archive.toUri()));
    Files.delete(archive);

    assertThat(fetcher.fetch(order(archive.toUri())).id()).isEqualTo(MODEL);
  }

  @Test
  void shouldFetchAgainWhatWasDamagedInTheCache() throws IOException {
    BundleFetcher fetcher = fetcher(models.toUri());
    fetcher.fetch(order(archive.toUri()));
    Path file = cached().get(0);
    byte[] damaged = ARCHIVE.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(file, damaged);

    assertThat(fetcher.fetch(order(archive.toUri())).id()).isEqualTo(MODEL);
    assertThat(file).hasBinaryContent(ARCHIVE);
  }

  @Test
  void shouldKeepWhatWasUsedLast() throws IOException {
    Files.createDirectories(cache);
    Path old = Files.write(cache.resolve("0".repeat(64) + ".tar.gz"), new byte[1 << 19]);
    Path older = Files.write(cache.resolve("1".repeat(64) + ".tar.gz"), new byte[1 << 20]);
    Path foreign = Files.write(cache.resolve("notes.tar.gz"), new byte[1 << 20]);
    Path part = Files.write(cache.resolve("fetch-1.part"), new byte[1]);
    Path fresh = Files.write(cache.resolve("fetch-2.part"), new byte[1]);
    Instant now = Instant.now();
    Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofDays(1))));
    Files.setLastModifiedTime(older, FileTime.from(now.minus(Duration.ofDays(2))));
    Files.setLastModifiedTime(part, FileTime.from(now.minus(Duration.ofDays(1))));

    fetcher(models.toUri()).fetch(order(archive.toUri()));

    assertThat(cached())
        .containsExactlyInAnyOrder(old, foreign, fresh, cache.resolve(PACKED.sha256() + ".tar.gz"));
  }

  @Test
  void shouldNoteThatAFileOfTheCacheWasUsed() throws IOException {
    BundleFetcher fetcher = fetcher(models.toUri());
    fetcher.fetch(order(archive.toUri()));
    Path file = cached().get(0);
    FileTime longAgo = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(file, longAgo);

    fetcher.fetch(order(archive.toUri()));

    assertThat(Files.getLastModifiedTime(file)).isGreaterThan(longAgo);
  }

  @Test
  void shouldFetchInSeveralThreadsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    CountDownLatch ready = new CountDownLatch(4);
    try (Web web = Web.giving(ARCHIVE)) {
      List<Future<ModelId>> fetches = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        BundleFetcher fetcher = fetcher(web.at("/"));
        fetches.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return fetcher.fetch(order(web.at("/tiny.tar.gz"))).id();
                }));
      }
      for (Future<ModelId> fetch : fetches) {
        assertThat(fetch.get()).isEqualTo(MODEL);
      }
      assertThat(cached()).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldAllowNothingByDefault() {
    assertRefused(Reason.SOURCE_NOT_ALLOWED, fetcher(List.of()), order(archive.toUri()))
        .contains("none is allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "file:/models, file:/models-evil/x",
    "file:/models/, file:/model/x",
    "file:/models, file:/models/../etc/x",
    "file:/models, file:/models/%2e%2E/etc/x",
    "file:/models, file:/models/%252e%252e/etc/x",
    "file:/models, file:/models/..%2fx",
    "file:/models, file:/models/..%5cx",
    "file:/models, file:/models//x",
    "file:/models, file:/models/x?y",
    "file:/models, file://host/models/x",
    "file:/models, file:models/x",
    "file:/models, jar:file:/models/x!/y",
    "file:/models, http://models/x",
    "http://h/models, http://h/models/..;v=1/x",
    "http://h/models, https://h/models/x",
    "http://h/models, http://h:8080/models/x",
    "http://h/models, http://h.evil/models/x",
    "http://h/models, http://h@evil/models/x",
    "http://h/models, http://h/models/x#y",
    "http://h/models, http:///models/x",
    "http://h/models, ftp://h/models/x",
    "http://h/models, models/x",
  })
  void shouldRefuseWhatLiesElsewhere(URI allowed, URI location) {
    assertRefused(Reason.SOURCE_NOT_ALLOWED, fetcher(allowed), order(location));
  }

  @ParameterizedTest
  @CsvSource({
    "file:/, file:/models/x",
    "file:/mod%65ls, FILE:///models/x",
    "http://h, http://H:80/models/x",
    "https://H:443/a, https://h/a?token=secret",
    "http://h/a/, http://h/a/..x/y+z",
  })
  void shouldKnowAPlaceInAnyForm(URI allowed, URI location) {
    assertThat(SourcePlace.of(location).isIn(SourcePlace.of(allowed))).isTrue();
  }

  @Test
  void shouldRefuseALinkThatLeadsOut() throws IOException {
    Path inner = Files.createDirectory(models.resolve("inner"));
    Files.createSymbolicLink(inner.resolve("out"), archive);
    Files.createSymbolicLink(inner.resolve("up"), models);
    BundleFetcher fetcher = fetcher(inner.toUri());

    assertRefused(Reason.SOURCE_NOT_ALLOWED, fetcher, order(inner.resolve("out").toUri()));
    assertRefused(
        Reason.SOURCE_NOT_ALLOWED, fetcher, order(inner.resolve("up/tiny.tar.gz").toUri()));
    assertThat(fetcher(models.toUri()).fetch(order(inner.resolve("out").toUri())).id())
        .isEqualTo(MODEL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://me:secret@h/x", "http://me:secret@h_1/x", "http://h/x?key=secret"})
  void shouldTellNoSecretOfALocation(URI location) {
    assertRefused(Reason.SOURCE_NOT_ALLOWED, fetcher(models.toUri()), order(location))
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "401, may not be read",
    "403, may not be read",
    "404, not there",
    "500, failure",
    "503, failure"
  })
  void shouldAskAgainLaterWhatTheSourceDoesNotGive(int status, String words) throws IOException {
    try (Web web = Web.failing(status)) {
      assertRefused(Reason.UNREACHABLE, fetcher(web.at("/")), order(web.at("/x")))
          .contains(words, "HTTP " + status);
    }
    assertThat(Reason.UNREACHABLE.isWorthRetrying()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307})
  void shouldFollowNoRedirect(int status) throws IOException {
    try (Web web = Web.failing(status)) {
      assertRefused(Reason.SOURCE_NOT_ALLOWED, fetcher(web.at("/")), order(web.at("/x")))
          .contains("redirect");
      assertThat(web.requests()).isEqualTo(1);
    }
  }

  @Test
  void shouldAskAgainLaterWhereNobodyAnswers() throws IOException {
    URI gone;
    try (Web web = Web.failing(500)) {
      gone = web.at("/x");
    }

    assertRefused(Reason.UNREACHABLE, fetcher(gone), order(gone));
    Files.delete(archive);
    assertRefused(Reason.UNREACHABLE, fetcher(models.toUri()), order(archive.toUri()));
  }

  @Test
  void shouldGiveUpOnAnAnswerThatBreaksOffOrNeverEnds() throws IOException {
    CountDownLatch done = new CountDownLatch(1);
    try (Web torn =
            new Web(
                request -> {
                  request.sendResponseHeaders(200, ARCHIVE.length);
                  request.getResponseBody().write(ARCHIVE, 0, 100);
                });
        Web slow =
            new Web(
                request -> {
                  request.sendResponseHeaders(200, 0);
                  request.getResponseBody().write(ARCHIVE, 0, 100);
                  request.getResponseBody().flush();
                  awaitQuietly(done);
                })) {
      BundleFetcher hasty =
          new BundleFetcher(
              new BundleSources(
                  List.of(torn.at("/"), slow.at("/")),
                  List.of(),
                  cache,
                  1 << 20,
                  1 << 20,
                  Duration.ofMillis(300)));

      assertRefused(Reason.UNREACHABLE, hasty, order(torn.at("/x")));
      assertRefused(Reason.UNREACHABLE, hasty, order(slow.at("/x"))).contains("PT0.3S");
      assertThat(cached()).isEmpty();
    } finally {
      done.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldStopWhenInterrupted() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Web web =
        new Web(
            request -> {
              asked.countDown();
              awaitQuietly(done);
            })) {
      Future<Boolean> fetch =
          thread.submit(
              () -> {
                assertRefused(Reason.UNREACHABLE, fetcher(web.at("/")), order(web.at("/x")));
                return Thread.currentThread().isInterrupted();
              });
      asked.await();
      thread.shutdownNow();

      assertThat(fetch.get()).isTrue();
    } finally {
      done.countDown();
    }
  }

  @Test
  void shouldRefuseAnArchiveThatIsNotTheOneOrdered() throws IOException {
    byte[] other = ARCHIVE.clone();
    other[9] ^= 1;
    try (Web web = Web.giving(other)) {
      assertRefused(
              Reason.ARCHIVE_DIGEST_MISMATCH, fetcher(web.at("/")), order(web.at("/tiny.tar.gz")))
          .contains(PACKED.sha256(), PackedArchive.of(other).sha256());
    }
    assertThat(cached()).isEmpty();
  }

  @Test
  void shouldRefuseAnotherSizeThanOrderedWhetherItIsAnnouncedOrNot() throws IOException {
    try (Web announced = Web.giving(ARCHIVE);
        Web streamed =
            new Web(
                request -> {
                  request.sendResponseHeaders(200, 0);
                  request.getResponseBody().write(ARCHIVE);
                })) {
      for (Web web : List.of(announced, streamed)) {
        for (long size : new long[] {PACKED.sizeBytes() - 1, PACKED.sizeBytes() + 1}) {
          assertRefused(
              Reason.ARCHIVE_SIZE_MISMATCH,
              fetcher(web.at("/")),
              new BundleOrder(MODEL, web.at("/x"), size, PACKED.sha256(), null));
        }
      }
    }
    BundleFetcher fetcher = fetcher(models.toUri());
    fetcher.fetch(order(archive.toUri()));
    assertRefused(
        Reason.ARCHIVE_SIZE_MISMATCH,
        fetcher,
        new BundleOrder(MODEL, archive.toUri(), 7L, PACKED.sha256(), null));
  }

  @Test
  void shouldStopReadingWhatIsTooLarge() throws IOException {
    try (Web endless =
        new Web(
            request -> {
              request.sendResponseHeaders(200, 0);
              while (true) {
                request.getResponseBody().write(ARCHIVE);
              }
            })) {
      BundleOrder order = new BundleOrder(MODEL, endless.at("/x"), null, PACKED.sha256(), null);

      assertRefused(Reason.TOO_LARGE, fetcher(endless.at("/")), order);
    }
  }

  @Test
  void shouldRefuseAnotherModelThanOrdered() {
    BundleFetcher fetcher = fetcher(models.toUri());
    for (ModelId other :
        List.of(
            new ModelId("large", MODEL.version(), MODEL.digest()),
            new ModelId(MODEL.name(), "2", MODEL.digest()),
            new ModelId(MODEL.name(), MODEL.version(), "0".repeat(64)))) {
      assertRefused(
              Reason.WRONG_MODEL,
              fetcher,
              new BundleOrder(other, archive.toUri(), null, PACKED.sha256(), null))
          .contains(MODEL.digest());
    }
  }

  @Test
  void shouldRefuseAnOrderThatCannotBe() {
    BundleFetcher fetcher = fetcher(List.of(models.toUri(), URI.create("http://h/")));
    URI file = archive.toUri();
    for (BundleOrder order :
        List.of(
            bare(URI.create("http://h/x")),
            new BundleOrder(MODEL, file, null, "abc", null),
            new BundleOrder(MODEL, file, 0L, null, null),
            new BundleOrder(MODEL, file, -1L, null, null),
            new BundleOrder(new ModelId("tiny", "1", "abc"), file, null, null, null))) {
      assertRefused(Reason.MALFORMED_ORDER, fetcher, order);
    }
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private BundleOrder signed(byte @Nullable [] signature, @Nullable String sha256) {
    return new BundleOrder(MODEL, archive.toUri(), null, sha256, signature);
  }

  @Test
  void shouldTakeWhatOneOfTheTrustedKeysHasSigned() {
    KeyPair keys = keys();
    BundleFetcher fetcher = fetcher(List.of(models.toUri()), keys().getPublic(), keys.getPublic());
    byte[] signature = ArchiveSignature.sign(keys.getPrivate(), PACKED.sha256());

    assertThat(fetcher.fetch(signed(signature, PACKED.sha256())).id()).isEqualTo(MODEL);
    assertThat(fetcher.fetch(signed(signature, null)).id()).isEqualTo(MODEL);
  }

  @Test
  void shouldRefuseWhatNoTrustedKeyHasSigned() throws IOException {
    KeyPair keys = keys();
    BundleFetcher fetcher = fetcher(List.of(models.toUri()), keys.getPublic());
    byte[] foreign = ArchiveSignature.sign(keys().getPrivate(), PACKED.sha256());
    byte[] ofAnother = ArchiveSignature.sign(keys.getPrivate(), "0".repeat(64));
    BundleWriter.write(models.resolve("tiny"), TINY);

    for (String sha256 : new @Nullable String[] {PACKED.sha256(), null}) {
      assertRefused(Reason.UNSIGNED, fetcher, signed(null, sha256));
      for (byte[] signature : List.of(foreign, ofAnother, new byte[0], new byte[64])) {
        assertRefused(Reason.BAD_SIGNATURE, fetcher, signed(signature, sha256));
      }
    }
    assertRefused(Reason.UNSIGNED, fetcher, bare(models.resolve("tiny").toUri()));
  }

  @Test
  void shouldSayThatTheCacheCannotBeWritten() throws IOException {
    Files.writeString(cache, "not a directory");

    assertRefused(Reason.CACHE_UNUSABLE, fetcher(models.toUri()), order(archive.toUri()))
        .contains("tagstream.model.cache.dir");
    assertThat(Reason.CACHE_UNUSABLE.isWorthRetrying()).isTrue();
  }
}
