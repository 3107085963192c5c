package io.tagstream.training.report;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.decode.ScoredSpan;
import io.tagstream.model.decode.TokenSpan;
import io.tagstream.model.report.Element;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The section of a report with the worst mistakes as marked text. */
final class ErrorSection {
  private ErrorSection() {}

  static Element of(ErrorAnalysis errors) {
    if (errors.sentences() == 0) {
      return HtmlReport.nothing();
    }
    Element section =
        HtmlReport.section(
            "Worst mistakes",
            "Dev sentences with a mistake: %s. These are the ones the model was surest of. Some will be"
                    .formatted(Figures.count(errors.sentences()))
                + " mistakes of the labels: those are the cheapest to mend.");
    section.addAll(errors.sure().stream().map(ErrorSection::example).toList());
    if (!errors.missed().isEmpty()) {
      section
          .add(Element.of("h3").text("Only missed"))
          .addAll(errors.missed().stream().map(ErrorSection::example).toList());
    }
    return section;
  }

  private static Element example(ErrorExample example) {
    Element article = Element.of("article").with("class", "mistake");
    Element head = Element.of("p").with("class", "head");
    if (example.confidence() > 0) {
      head.add(Element.of("strong").text(Figures.share(example.confidence()) + " sure"));
    }
    addClasses(head, example);
    head.add(Element.of("span", "id", example.id()));
    article.add(head);
    if (!example.hasWrongSpans()) {
      return article.add(said("text", marked(example, predicted(example), "right")));
    }
    Map<TokenSpan, String> gold = new HashMap<>();
    example.gold().forEach(span -> gold.put(span, span.label()));
    return article
        .add(said("labelled", marked(example, gold, "missed")))
        .add(said("said", marked(example, predicted(example), "wrong")));
  }

  private static void addClasses(Element head, ErrorExample example) {
    SentenceClass predicted = example.predictedClass();
    String gold = example.goldClass();
    if (gold == null || predicted == null) {
      return;
    }
    if (!example.hasWrongClass()) {
      head.add(Element.of("span", "class", gold));
      return;
    }
    head.add(Element.of("span", "class missed", gold))
        .text(" taken for ")
        .add(
            Element.of(
                "span", "class wrong", predicted.label() + " " + Figures.share(predicted.score())));
  }

  private static Map<TokenSpan, String> predicted(ErrorExample example) {
    Map<TokenSpan, String> spans = new HashMap<>();
    for (ScoredSpan span : example.predicted()) {
      spans.put(span.span(), span.span().label() + " " + Figures.share(span.score()));
    }
    return spans;
  }

  private static Element said(String who, Element text) {
    return Element.of("div").with("class", "quote").add(Element.of("span", "who", who)).add(text);
  }

  /**
   * Writes the tokens with spans marked.
   *
   * @param spans what to write beside each span
   * @param otherwise style of the spans that are not both labelled and predicted
   */
  private static Element marked(
      ErrorExample example, Map<TokenSpan, String> spans, String otherwise) {
    Element text = Element.of("p").with("dir", "auto").with("class", "text");
    List<TokenSpan> inOrder =
        spans.keySet().stream()
            .sorted((one, other) -> Integer.compare(one.begin(), other.begin()))
            .toList();
    int token = 0;
    for (TokenSpan span : inOrder) {
      text.text(words(example, token, span.begin()));
      String style = isAgreed(example, span) ? "right" : otherwise;
      text.add(
              Element.of("mark")
                  .with("class", style)
                  .text(words(example, span.begin(), span.end()).strip())
                  .add(Element.of("sub").text(spans.getOrDefault(span, span.label()))))
          .text(" ");
      token = span.end();
    }
    return text.text(words(example, token, example.tokens().size()));
  }

  private static boolean isAgreed(ErrorExample example, TokenSpan span) {
    return example.gold().contains(span)
        && example.predicted().stream().anyMatch(predicted -> predicted.span().equals(span));
  }

  private static String words(ErrorExample example, int begin, int end) {
    return begin == end ? "" : String.join(" ", example.tokens().subList(begin, end)) + " ";
  }
}
