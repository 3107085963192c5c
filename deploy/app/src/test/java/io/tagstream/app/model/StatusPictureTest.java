package io.tagstream.app.model;

import static io.tagstream.app.model.Saying.NEW;
import static io.tagstream.app.model.Saying.OLD;
import static io.tagstream.app.model.Saying.fleet;
import static io.tagstream.app.model.Saying.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tagstream.app.model.ControlLog.Entry;
import io.tagstream.app.model.StatusPicture.Instance;
import io.tagstream.model.source.BundleOrder;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.ModelState;
import io.tagstream.schemas.ModelStatus;
import io.tagstream.topology.config.ModelSettings;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.control.LoggedCommand;
import io.tagstream.topology.control.ModelHistory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One route on which OLD is configured and NEW comes into force at 10,000. */
class StatusPictureTest {
  private static final ModelSettings SETTINGS = new TaggingConfig(Map.of()).models();

  private final ModelHistory history = new ModelHistory(SETTINGS, OLD);
  private final List<Entry> log = new ArrayList<>();
  private final ModelCommand preparation;
  private final ModelCommand activation;

  StatusPictureTest() {
    NewCommands commands = new NewCommands("default");
    BundleOrder order = new BundleOrder(NEW, URI.create("file:/new"), null, null, null);
    preparation = append(commands.prepare(order), 1000);
    activation = append(commands.activate(NEW, 10_000), 2000);
  }

  @Test
  void shouldSayWhatIsInForceAndWhatComes() {
    String before = table(5000, List.of());
    String after = table(15_000, List.of());

    assertThat(before)
        .contains("assistant 3.0.0  aaaa0000  in force from the first text on (configured)")
        .contains("assistant 3.1.0  bbbb0000  from 1970-01-01T00:00:10Z on");
    assertThat(after).contains("assistant 3.1.0  bbbb0000  in force since 1970-01-01T00:00:10Z");
  }

  @Test
  void shouldMarkInstancesThatDisagreeOrAreSilent() {
    List<ModelStatus> said =
        List.of(
            says("a", activation.getId(), 1, NEW, ModelState.ACTIVE, 10_010),
            says("b", "configured/default", -1, OLD, ModelState.ACTIVE, 10));

    assertThat(picture(15_000, said).instances())
        .extracting(Instance::name, Instance::agrees)
        .containsExactly(tuple("a", true), tuple("b", false), tuple("c", false));
    assertThat(table(15_000, said).lines().filter(line -> line.contains("should serve")))
        .anyMatch(line -> line.startsWith("b") && line.endsWith("should serve assistant 3.1.0"))
        .anyMatch(line -> line.startsWith("c") && line.contains("silent"))
        .hasSize(2);
  }

  @Test
  void shouldNotTakeARefusedActivationForARefusedBundle() {
    List<ModelStatus> said =
        List.of(
            says("a", preparation.getId(), 0, NEW, ModelState.PREPARED, 10),
            says("a", activation.getId(), 1, NEW, ModelState.REJECTED, 20));

    assertThat(picture(5000, said).instances().get(0).models())
        .extracting(ModelStatus::getState)
        .containsExactly(ModelState.PREPARED);
  }

  @Test
  void shouldListWhatEachCommandCameTo() {
    append(new NewCommands("default").activate(NEW, 3000), 3000);
    append(new NewCommands("nowhere").activate(NEW, 9000), 3000);
    history.apply(new LoggedCommand(4, 3000, null));
    StringWriter out = new StringWriter();
    new StatusTable(new PrintWriter(out)).print(log);

    assertThat(out.toString().lines().filter(line -> line.matches("\\d.*")))
        .satisfiesExactly(
            line -> assertThat(line).contains("PREPARE", "accepted"),
            line -> assertThat(line).contains("ACTIVATE", "accepted"),
            line -> assertThat(line).contains("LATE: ACTIVATE on route default"),
            line -> assertThat(line).contains("UNKNOWN_ROUTE"));
  }

  private ModelCommand append(ModelCommand command, long time) {
    LoggedCommand logged = new LoggedCommand(log.size(), time, command);
    log.add(new Entry(logged, history.apply(logged)));
    return command;
  }

  private StatusPicture picture(long now, List<ModelStatus> said) {
    return StatusPicture.of(
        history, fleet("a", "b", "c"), new Standings(said, log), now, route -> true);
  }

  private String table(long now, List<ModelStatus> said) {
    StringWriter out = new StringWriter();
    new StatusTable(new PrintWriter(out)).print(picture(now, said));
    return out.toString();
  }
}
