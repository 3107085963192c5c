package io.tagstream.model.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An element of HTML or SVG, with what is in it. Text and attributes are escaped when they are
 * written, as the HTML standard asks; what no browser shows gets a sign that it does. Owned by one
 * thread.
 */
public final class Element {
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int DELETE = 0x7f;
  private static final int LAST_C1_CONTROL = 0x9f;
  private static final String REPLACEMENT = "\uFFFD";

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();

  /** Elements, and texts that are escaped already. */
  private final List<Object> contents = new ArrayList<>();

  private Element(String name) {
    this.name = name;
  }

  /** Makes an element without attributes and contents. */
  public static Element of(String name) {
    return new Element(name);
  }

  /** Makes an element with a class of the style sheet and text. */
  public static Element of(String name, String styleClass, Object text) {
    return of(name).with("class", styleClass).text(text);
  }

  /** Sets an attribute. */
  public Element with(String attribute, Object value) {
    attributes.put(attribute, escaped(String.valueOf(value)));
    return this;
  }

  /** Adds text, which is escaped. */
  public Element text(Object text) {
    contents.add(escaped(String.valueOf(text)));
    return this;
  }

  /** Adds an element. */
  public Element add(Element element) {
    contents.add(element);
    return this;
  }

  /** Adds elements. */
  public Element addAll(Iterable<Element> elements) {
    elements.forEach(this::add);
    return this;
  }

  /** Adds what is written as it stands; never what came from data. */
  public Element addAsIs(String own) {
    contents.add(own);
    return this;
  }

  /** Returns whether nothing is in it. */
  public boolean isEmpty() {
    return contents.isEmpty();
  }

  /** Returns the element as it is written. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    writeTo(out);
    return out.toString();
  }

  private void writeTo(StringBuilder out) {
    out.append('<').append(name);
    attributes.forEach(
        (attribute, value) ->
            out.append(' ').append(attribute).append("=\"").append(value).append('"'));
    out.append('>');
    for (Object content : contents) {
      if (content instanceof Element element) {
        element.writeTo(out);
      } else {
        out.append(content);
      }
    }
    out.append("</").append(name).append('>');
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints().forEach(point -> escape(point, escaped));
    return escaped.toString();
  }

  private static void escape(int point, StringBuilder escaped) {
    switch (point) {
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '&' -> escaped.append("&amp;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      case '\n' -> escaped.append('\n');
      case DELETE -> escaped.append('\u2421');
      default -> {
        if (point < ' ') {
          escaped.appendCodePoint(CONTROL_PICTURES + point);
        } else if (isUnwritable(point)) {
          escaped.append(REPLACEMENT);
        } else {
          escaped.appendCodePoint(point);
        }
      }
    }
  }

  /** C1 controls, halves of surrogate pairs and what Unicode keeps for no character. */
  private static boolean isUnwritable(int point) {
    return (point > DELETE && point <= LAST_C1_CONTROL)
        || Character.getType(point) == Character.SURROGATE
        || (point & 0xfffe) == 0xfffe
        || (point >= 0xfdd0 && point <= 0xfdef);
  }
}
