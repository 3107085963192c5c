package io.tagstream.model.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagstream.model.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("endurance")
class BundleEnduranceTest {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** In a process of its own with a small heap: what grows there is not Java's. */
  @Test
  void shouldGiveNativeMemoryBackWhenTaggersComeAndGo() throws Exception {
    assumeTrue(Files.exists(STATUS), "resident memory is read from /proc, which only Linux has");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BundleEnduranceTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String grownKilobytes = new String(process.getInputStream().readAllBytes(), UTF_8).strip();

    assertThat(process.waitFor()).isZero();
    assertThat(Long.parseLong(grownKilobytes)).isLessThan(10_000);
  }

  /** Opens and closes taggers and prints how much the process has grown meanwhile. */
  public static void main(String[] arguments) throws IOException {
    Bundle bundle = Bundles.open(TinyBundle.files());
    openAndClose(bundle, 500);
    long before = residentKilobytes();
    openAndClose(bundle, 1000);
    System.out.println(residentKilobytes() - before);
  }

  private static void openAndClose(Bundle bundle, int times) {
    for (int i = 0; i < times; i++) {
      try (BundleTagger tagger = bundle.tagger()) {
        tagger.tag(TinyBundle.TEXTS.stream().map(Text::of).toList());
      }
    }
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
