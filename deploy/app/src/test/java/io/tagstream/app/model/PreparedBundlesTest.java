package io.tagstream.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.ModelId;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.topology.control.PreparedBundle;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparedBundlesTest {
  private final PreparedBundles bundles =
      new PreparedBundles(
          "default",
          List.of(
              bundle("assistant", "3.1.0", "abcd2222", 4),
              bundle("assistant", "3.0.0", "abcd1111", 2),
              bundle("support", "1.0.0", "0123456789abcdef", 3)));

  @Test
  void shouldFindABundleByWhatUsersCallIt() {
    assertThat(bundles.require("support").model().name()).isEqualTo("support");
    assertThat(bundles.require("support:1.0.0").model().name()).isEqualTo("support");
    assertThat(bundles.require("0123").model().name()).isEqualTo("support");
    assertThat(bundles.require("assistant:3.1.0").model().version()).isEqualTo("3.1.0");
  }

  @Test
  void shouldRefuseToChooseAmongSeveral() {
    assertThatThrownBy(() -> bundles.require("assistant"))
        .hasMessageContainingAll(
            "found 2", "assistant:3.0.0  abcd1111", "assistant:3.1.0  abcd2222");
    assertThatThrownBy(() -> bundles.require("abcd")).hasMessageContaining("found 2");
  }

  @Test
  void shouldListWhatIsPreparedForANameThatIsNot() {
    assertThatThrownBy(() -> bundles.require("suport"))
        .hasMessageContainingAll("did you mean support?", "assistant:3.0.0", "assistant:3.1.0");
    assertThatThrownBy(() -> bundles.require("assistant:3.1.1"))
        .hasMessageContaining("did you mean assistant:3.1.0?");
  }

  @Test
  void shouldNotTakeAFewDigitsForADigest() {
    assertThatThrownBy(() -> bundles.require("012")).hasMessageContaining("found none");
  }

  @Test
  void shouldSayHowToBeginWhereNothingIsPrepared() {
    assertThatThrownBy(() -> new PreparedBundles("other", List.of()).require("assistant"))
        .hasMessageContainingAll("route other", "tagstream model prepare");
  }

  private static PreparedBundle bundle(String name, String version, String digest, long offset) {
    ModelCommand command = new ModelCommand();
    return new PreparedBundle("default", new ModelId(name, version, digest), command, offset);
  }
}
