package io.tagstream.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ElementTest {

  @Test
  void shouldEscapeWhatWouldBeMarkup() {
    Element element = Element.of("td").with("title", "\"a\" & 'b'").text("<b>&amp;</b>");

    assertThat(element)
        .hasToString(
            "<td title=\"&quot;a&quot; &amp; &#39;b&#39;\">&lt;b&gt;&amp;amp;&lt;/b&gt;</td>");
  }

  @Test
  void shouldShowWhatNoBrowserShows() {
    assertThat(Element.of("p").text("a\u0000b\tc\u001b\u007fd\u0085e\ud83df\uffff🎸"))
        .hasToString("<p>a␀b␉c␛␡d�e�f�🎸</p>");
  }

  @Property(tries = 300)
  void shouldStayWellFormedWhateverTheText(@ForAll @StringLength(max = 20) String text)
      throws Exception {
    String written = Element.of("p").with("title", text).add(Element.of("b").text(text)).toString();

    Document parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(written)));

    assertThat(parsed.getDocumentElement().getChildNodes().getLength()).isEqualTo(1);
    // Nothing is lost when it is stored.
    assertThat(new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(written);
  }
}
