package io.tagstream.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.app.display.DisplayOptions;
import io.tagstream.app.run.StopSignal;
import io.tagstream.local.LocalCluster;
import io.tagstream.model.Tagger;
import io.tagstream.testkit.DictionaryTagger;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The demo from start to end, with a model that knows a few words. */
class DemoIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldTagTheConversationAndLeave() throws Exception {
    run(LocalCluster.Options.temporary(), Optional.empty(), "--format", "json");

    List<Utterance> conversation = Utterance.conversation();
    assertThat(out.toString().lines()).hasSameSizeAs(conversation);
    for (String line : out.toString().lines().toList()) {
      JsonNode tagged = new ObjectMapper().readTree(line);
      assertThat(conversation)
          .contains(new Utterance(tagged.get("key").asText(), tagged.get("text").asText()));
      assertThat(tagged.at("/model/name").asText()).isEqualTo("dictionary");
      assertThat(tagged.at("/source/topic").asText()).isEqualTo("text-events");
    }
    assertThat(out.toString())
        .contains(
            "{\"label\":\"city\",\"begin\":16,\"end\":25,\"surface\":\"Trondheim\",\"score\":1.0}");
    assertThat(err.toString()).contains("broker", "registry", "12 texts");
  }

  @Test
  void shouldTagWhatIsTypedUntilTheInputEnds() throws Exception {
    run(LocalCluster.Options.temporary(), Optional.of("ann: Lyon again\n\nno key here\n"));

    assertThat(out.toString())
        .contains("ann         [Lyon] again", "└ city", "you         no key here", "14 texts")
        .contains("kcat -b 127.0.0.1:", "Ctrl-C ends the demo");
  }

  @Test
  void shouldGoOnWhereItStoppedInItsDirectory(@TempDir Path directory) throws Exception {
    LocalCluster.Options options = new LocalCluster.Options(0, 0, directory);
    run(options, Optional.empty(), "--format", "json");
    run(options, Optional.empty(), "--format", "json");

    List<Utterance> conversation = Utterance.conversation();
    assertThat(out.toString().lines()).hasSize(2 * conversation.size()).doesNotHaveDuplicates();
  }

  private void run(LocalCluster.Options options, Optional<String> typed, String... arguments)
      throws Exception {
    DisplayOptions display = new DisplayOptions();
    new CommandLine(display).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    Ledger ledger = new Ledger();
    DemoScreen screen = new DemoScreen(display, new PrintWriter(out), new PrintWriter(err), ledger);
    Optional<InputStream> input =
        typed.map(text -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    try (StopSignal stop = StopSignal.install();
        Tagger tagger = DictionaryTagger.builder().label("city", "Trondheim|Lyon|Leeds").build();
        LocalCluster cluster = LocalCluster.start(options)) {
      new Demo(cluster, screen, ledger, stop).run(tagger, input, true);
    }
  }
}
