package io.tagstream.training.report;

import io.tagstream.model.report.Element;
import java.util.List;

/** A table of HTML under construction. Owned by one thread. */
final class Table {
  private final Element head = Element.of("tr");
  private final Element body = Element.of("tbody");
  private final String styleClass;

  Table(String styleClass, List<String> columns) {
    this.styleClass = styleClass;
    columns.forEach(column -> head.add(Element.of("th").with("scope", "col").text(column)));
  }

  /** Adds a row with a heading. */
  Table row(Element heading, List<Element> cells) {
    body.add(Element.of("tr").add(heading).addAll(cells));
    return this;
  }

  Table row(String heading, List<Element> cells) {
    return row(Element.of("th").with("scope", "row").text(heading), cells);
  }

  /** Returns the table in a frame that scrolls if the page is too narrow. */
  Element element() {
    return Element.of("div")
        .with("class", "frame")
        .add(
            Element.of("table")
                .with("class", styleClass)
                .add(Element.of("thead").add(head))
                .add(body));
  }

  static Element number(Object value) {
    return Element.of("td", "number", value);
  }
}
