package io.tagstream.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.app.display.DisplayOptions;
import io.tagstream.app.run.StopSignal;
import io.tagstream.local.LocalCluster;
import io.tagstream.testkit.DictionaryTagger;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The demo of streams from start to end, with a model that changes its mind in one place. */
class TranscriptDemoIT {
  private static final String SPAN = "kitchen song 14-28 Paper Lanterns";
  private final StringWriter out = new StringWriter();
  private final StringWriter notes = new StringWriter();

  @Test
  void shouldSayAndTakeBackAsTheWordsArrive() throws Exception {
    run(LocalCluster.Options.temporary(), "--format", "json");

    Set<String> said = new TreeSet<>();
    int takenBack = 0;
    for (String line : out.toString().lines().toList()) {
      JsonNode change = new ObjectMapper().readTree(line);
      if (change.get("kind").asText().equals("span")) {
        String span =
            "%s %s %d-%d %s"
                .formatted(
                    change.get("key").asText(),
                    change.get("label").asText(),
                    change.get("begin").asInt(),
                    change.get("end").asInt(),
                    change.get("surface").asText());
        boolean adds = change.get("operation").asText().equals("+");
        takenBack += adds ? 0 : 1;
        assertThat(adds ? said.add(span) : said.remove(span)).as(line).isTrue();
      }
    }
    assertThat(said).containsExactly("anna city 16-25 New Haven", SPAN, "zoë city 50-54 Lyon");
    assertThat(takenBack).isPositive();
    assertThat(notes.toString()).contains("taken back", "events");
  }

  @Test
  void shouldPrintLinesWhereNothingCanBePainted(@TempDir Path directory) throws Exception {
    LocalCluster.Options options = new LocalCluster.Options(0, 0, directory);
    run(options);
    run(options);

    assertThat(out.toString().lines().filter("kitchen     + song 14-28 Paper Lanterns"::equals))
        .hasSize(2);
    assertThat(out.toString())
        .contains("kitchen     - song 14-19 Paper\n", "[Paper Lanterns]", "[New Haven]")
        .doesNotContain("\u001b");
  }

  private void run(LocalCluster.Options options, String... arguments) throws Exception {
    DisplayOptions display = new DisplayOptions();
    new CommandLine(display).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    Ledger ledger = new Ledger();
    try (StopSignal stop = StopSignal.install();
        DictionaryTagger tagger =
            DictionaryTagger.builder()
                .label("song", "Paper( Lanterns)?")
                .label("city", "New Haven|Lyon")
                .build();
        LocalCluster cluster = LocalCluster.start(options);
        TranscriptScreen screen =
            new TranscriptScreen(
                StreamOutput.of(display, new PrintWriter(out), new PrintWriter(notes)),
                new PrintWriter(notes),
                ledger,
                System::nanoTime)) {
      new TranscriptDemo(cluster, screen, ledger, stop, Duration.ZERO)
          .run(tagger, Transcript.pieces(), true);
    }
  }
}
