package io.tagstream.model.evaluation;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.SentenceClass;
import io.tagstream.model.Span;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.data.LabelledText;
import io.tagstream.model.data.TextSpan;
import io.tagstream.model.text.WordTokenizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures a model on labelled texts the way production runs it: the text goes in, and the spans
 * that come out are compared with the gold ones by label, begin and end. A model that is right but
 * for what the tokenizer and the rules of sentences make of a text is not right here.
 */
public final class TextEvaluator {
  private static final int BATCH_SIZE = 256;

  private final WordTokenizer tokenizer = new WordTokenizer();
  private final Tagger tagger;
  private final boolean slots;
  private final boolean classes;

  /**
   * Makes an evaluator.
   *
   * @param tagger the model; stays open
   * @param slots whether it has a slot head: that no span is found may mean that none is looked for
   * @param classes whether it has a class head: the same of classes
   */
  public TextEvaluator(Tagger tagger, boolean slots, boolean classes) {
    this.tagger = tagger;
    this.slots = slots;
    this.classes = classes;
  }

  /**
   * Tags and scores texts. Texts without spans do not count for the spans, texts without a class
   * not for the classes. Where production makes several sentences of a text, the class that the
   * model is most certain of counts, the first of equals; where it makes none, for there is no word
   * in it, the class is missed. Predicted spans of labels that a text leaves open do not count.
   *
   * @throws io.tagstream.model.TaggingException if the model fails
   */
  public EvaluationReport evaluate(List<LabelledText> texts) {
    Tally tally = new Tally();
    for (int begin = 0; begin < texts.size(); begin += BATCH_SIZE) {
      List<LabelledText> batch = texts.subList(begin, Math.min(texts.size(), begin + BATCH_SIZE));
      List<Tagging> taggings =
          tagger.tag(
              batch.stream().map(text -> new Text(text.text(), null, text.second())).toList());
      for (int i = 0; i < batch.size(); i++) {
        tally.add(batch.get(i), taggings.get(i));
      }
    }
    return tally.report(texts.size());
  }

  private static @Nullable SentenceClass mostCertain(List<ClassifiedSentence> sentences) {
    SentenceClass best = null;
    for (ClassifiedSentence sentence : sentences) {
      SentenceClass found = sentence.sentenceClass();
      if (found != null && (best == null || found.score() > best.score())) {
        best = found;
      }
    }
    return best;
  }

  private static TextSpan position(Span span) {
    return new TextSpan(span.label(), span.begin(), span.end());
  }

  private final class Tally {
    private final OpenSpans open = new OpenSpans();
    private int sentences;
    private int tokens;
    private @Nullable SpanScorer spans;
    private @Nullable ClassScorer classScorer;

    void add(LabelledText gold, Tagging predicted) {
      sentences += predicted.sentences().size();
      tokens += tokenizer.tokenize(gold.text()).size();
      if (gold.spans() != null && slots) {
        spans = spans == null ? new SpanScorer() : spans;
        List<Span> counted = open.without(gold.open(), predicted.spans(), Span::label);
        spans.addSpans(gold.spans(), counted.stream().map(TextEvaluator::position).toList());
      }
      SentenceClass sentenceClass = mostCertain(predicted.sentences());
      if (gold.label() != null && classes) {
        classScorer = classScorer == null ? new ClassScorer() : classScorer;
        classScorer.add(
            gold.label(), sentenceClass == null ? ClassScorer.NO_CLASS : sentenceClass.label());
      }
    }

    EvaluationReport report(int texts) {
      return new EvaluationReport(
          sentences,
          tokens,
          texts,
          spans == null ? null : spans.scores(),
          classScorer == null ? null : classScorer.scores(),
          open.leftOut());
    }
  }
}
