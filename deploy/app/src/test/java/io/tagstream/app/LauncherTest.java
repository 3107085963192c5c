package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a small copy of the tree, in a directory with a space in its name, with a JDK and
 * a Maven that only say how they were called.
 */
class LauncherTest {
  private static final List<String> MODULES =
      List.of(
          "schemas",
          "model/inference",
          "model/bundles",
          "model/training",
          "topology",
          "deploy/app",
          "deploy/local");

  private Path directory;
  private Path root;
  private Path tools;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void copyTheTree(@TempDir Path directory) throws IOException {
    this.directory = directory;
    root = Files.createDirectories(directory.resolve("a tree"));
    tools = Files.createDirectories(directory.resolve("my tools/bin"));
    Files.copy(Path.of("../../tagstream"), root.resolve("tagstream"));
    Files.writeString(root.resolve("pom.xml"), "");
    for (String module : MODULES) {
      Files.createDirectories(root.resolve(module).resolve("src/main"));
      Files.writeString(root.resolve(module).resolve("pom.xml"), "");
    }
    jdk("17.0.15");
    tool("javac", "");
    tool(
        "mvn",
        """
        echo "mvn $*" >>"$TREE/mvn.log"
        echo '[INFO] Building Tagstream schemas 0.1.0-SNAPSHOT                      [2/6]'
        for module in deploy/app deploy/local model/training; do
          mkdir -p "$TREE/$module/target/classes"
          touch "$TREE/$module/lib.jar"
          printf '%s' "$TREE/$module/lib.jar" >"$TREE/$module/target/class-path"
        done
        """);
    environment.put("TREE", root.toString());
    environment.put("JAVA_HOME", directory.resolve("my tools").toString());
  }

  @Test
  void shouldBuildOnceAndPassArgumentsOn() throws Exception {
    Invocation first = launch(root, "./tagstream", "tag", "two words", "");
    Invocation second = launch(root, "./tagstream", "tag");

    assertThat(first.err()).contains("building", "[2/6] Tagstream schemas");
    assertThat(first.out()).contains("io.tagstream.app.Main|tag|two words||");
    assertThat(second.err()).isEmpty();
    assertThat(Files.readAllLines(root.resolve("mvn.log")))
        .singleElement()
        .asString()
        .contains("-pl deploy/app -am package");
  }

  @Test
  void shouldBuildAgainWhenASourceIsNewer() throws Exception {
    launch(root, "./tagstream", "tag");
    Path source = Files.writeString(root.resolve("topology/src/main/New.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(launch(root, "./tagstream", "tag").err()).contains("building");
  }

  @Test
  void shouldNotBuildForTheSourcesOfOtherCommands() throws Exception {
    launch(root, "./tagstream", "run");
    Path source = Files.writeString(root.resolve("model/training/src/main/New.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(launch(root, "./tagstream", "run").err()).isEmpty();
    assertThat(launch(root, "./tagstream", "train").err()).contains("building");
  }

  @Test
  void shouldBuildAgainWhenALibraryIsGone() throws Exception {
    launch(root, "./tagstream", "tag");
    Files.delete(root.resolve("deploy/app/lib.jar"));

    assertThat(launch(root, "./tagstream", "tag").err()).contains("building");
  }

  @Test
  void shouldChooseTheClassPathByCommand() throws Exception {
    String app = root + "/deploy/app/target/classes:" + root + "/deploy/app/lib.jar";
    String local = root + "/deploy/local/target/classes:" + root + "/deploy/local/lib.jar";
    String training = root + "/model/training/target/classes:" + root + "/model/training/lib.jar";

    assertThat(launch(root, "./tagstream", "run").out()).contains("|-cp|" + app + "|");
    assertThat(launch(root, "./tagstream", "demo").out()).contains("|-cp|" + local + "|");
    assertThat(launch(root, "./tagstream", "help", "demo").out()).contains("|-cp|" + local + "|");
    assertThat(launch(root, "./tagstream", "bench").out()).contains("|-cp|" + local + "|");
    assertThat(launch(root, "./tagstream", "--verbose", "train").out())
        .contains("|-cp|" + app + ":" + training + "|");
  }

  @Test
  void shouldWorkFromElsewhereThroughASymbolicLink() throws Exception {
    Path elsewhere = Files.createDirectories(directory.resolve("else where"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("ts"), root.resolve("tagstream"));
    Path second = Files.createSymbolicLink(elsewhere.resolve("ts2"), link.getFileName());

    assertThat(launch(elsewhere, second.toString(), "tag").out())
        .contains(root + "/deploy/app/target/classes");
  }

  @Test
  void shouldPassOptionsOfTheVirtualMachineAfterItsOwn() throws Exception {
    environment.put("JAVA_OPTS", "-Xmx1g -Da=1");
    environment.put("TAGSTREAM_OPTS", "-Db=2");

    assertThat(launch(root, "./tagstream", "demo").out())
        .containsPattern("-Xmx512m\\|.*-Xmx1g\\|-Da=1\\|-Db=2\\|-cp");
  }

  @Test
  void shouldQuietenNewerVirtualMachines() throws Exception {
    jdk("24.0.1");

    assertThat(launch(root, "./tagstream", "tag").out())
        .contains("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void shouldRefuseAnOldJava() throws Exception {
    jdk("1.8.0_412");
    Invocation refused = launch(root, "./tagstream", "tag");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("JDK 17 or later", "found 8", "JAVA_HOME");
  }

  @Test
  void shouldShowWhyABuildFailed() throws Exception {
    tool("mvn", "echo '[ERROR] no such symbol'; exit 1");
    Invocation failed = launch(root, "./tagstream", "tag");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("[ERROR] no such symbol", "the build failed");
    assertThat(failed.out()).isEmpty();
  }

  @Test
  void shouldWorkWhenChangeOfDirectoryPrints() throws Exception {
    environment.put("CDPATH", directory.toString());

    assertThat(launch(directory, "a tree/tagstream", "tag").out())
        .contains("|-cp|" + root + "/deploy/app/target/classes:");
  }

  @Test
  void shouldFindTheJdkOnThePath() throws Exception {
    environment.put("JAVA_HOME", "");

    assertThat(launch(root, "./tagstream", "tag").out()).contains("io.tagstream.app.Main|tag|");
  }

  @Test
  void shouldUseUtf8WhenTheListOfLocalesIsLong() throws Exception {
    tool(
        "java",
        "[ \"$1\" != -version ] || echo 'openjdk version \"17\"' >&2; echo \"locale $LC_ALL\"");
    tool(
        "locale",
        """
        if [ "$1" = charmap ]; then echo ANSI_X3.4-1968; exit; fi
        echo C.utf8
        for ((line = 0; line < 20000; line++)); do echo "other_$line"; done
        """);

    assertThat(launch(root, "./tagstream", "tag").out()).contains("locale C.UTF-8");
  }

  @Test
  void shouldHaveMemoryOfModelsGivenBackWhereModelsComeAndGo() throws Exception {
    tool(
        "java",
        "[ \"$1\" != -version ] || echo 'openjdk version \"17\"' >&2; echo \"from ${MALLOC_MMAP_THRESHOLD_:-} on\"");

    assertThat(launch(root, "./tagstream", "run").out()).contains("from 262144 on");
    assertThat(launch(root, "./tagstream", "train").out()).contains("from  on");
    environment.put("MALLOC_MMAP_THRESHOLD_", "1");
    assertThat(launch(root, "./tagstream", "run").out()).contains("from 1 on");
  }

  @Test
  void shouldEndMavenBeforeItGivesTheLockAway() throws Exception {
    tool(
        "mvn",
        """
        trap '[ -L "$TREE/target/tagstream/build.lock" ] && echo locked >>"$TREE/mvn.log"; exit 143' TERM
        echo '[INFO] Building Tagstream schemas 0.1.0-SNAPSHOT   [2/6]'
        sleep 60 &
        wait
        """);
    Process launcher = start(root, "./tagstream", "tag");
    awaitLine(launcher, "Tagstream schemas");
    launcher.destroy();

    assertThat(launcher.waitFor()).isEqualTo(128 + 15);
    assertThat(root.resolve("mvn.log")).hasContent("locked");
    assertThat(Files.isSymbolicLink(lock())).isFalse();
  }

  @Test
  void shouldWaitForTheMavenOfALauncherThatWasKilled() throws Exception {
    Path gate = root.resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    String build = Files.readString(tools.resolve("mvn"));
    tool("mvn", "echo '[INFO] Building Tagstream gate 0.1.0 [1/6]'; read -r line <\"$TREE/gate\"");
    Process killed = start(root, "./tagstream", "tag");
    awaitLine(killed, "Tagstream gate");
    String holders = Files.readSymbolicLink(lock()).toString();
    killed.destroyForcibly().waitFor();
    tool("mvn", build);
    Process waiting = start(root, "./tagstream", "tag");
    String maven = holders.substring(holders.indexOf('-') + 1);
    awaitLine(waiting, "waiting for another build (pid " + maven + ")");
    assertThat(root.resolve("mvn.log")).doesNotExist();
    Files.writeString(gate, "go\n");

    awaitLine(waiting, "[2/6] Tagstream schemas");
    assertThat(waiting.waitFor()).isZero();
  }

  @Test
  void shouldTakeTheLockOfALauncherThatIsGone() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.createDirectories(lock().getParent());
    Files.createSymbolicLink(lock(), Path.of(Long.toString(gone.pid())));

    assertThat(launch(root, "./tagstream", "tag").exitCode()).isZero();
    assertThat(Files.isSymbolicLink(lock())).isFalse();
  }

  private Path lock() {
    return root.resolve("target/tagstream/build.lock");
  }

  private static void awaitLine(Process launcher, String part) throws IOException {
    List<String> before = new ArrayList<>();
    BufferedReader lines = launcher.errorReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      before.add(line);
      if (line.contains(part)) {
        return;
      }
    }
    throw new AssertionError("no line with \"" + part + "\" in " + before);
  }

  private void jdk(String version) throws IOException {
    tool(
        "java",
        """
        if [ "$1" = -version ]; then echo 'openjdk version "%s" 2026-01-01' >&2; exit; fi
        printf '%%s|' "$@"
        """
            .formatted(version));
  }

  private void tool(String name, String script) throws IOException {
    Path tool = Files.writeString(tools.resolve(name), "#!/usr/bin/env bash\n" + script + "\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Invocation launch(Path from, String... command) throws Exception {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder = launcher(from, command);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    int exitCode = builder.start().waitFor();
    return new Invocation(
        exitCode,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private Process start(Path from, String... command) throws IOException {
    return launcher(from, command).start();
  }

  private ProcessBuilder launcher(Path from, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_OPTS", "TAGSTREAM_OPTS", "CDPATH", "LC_ALL"));
    builder.environment().putAll(environment);
    builder.environment().merge("PATH", tools.toString(), (path, mine) -> mine + ":" + path);
    return builder;
  }
}
