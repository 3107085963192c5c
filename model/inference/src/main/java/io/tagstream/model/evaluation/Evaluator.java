package io.tagstream.model.evaluation;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.TokenTagger;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.data.Streams;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.decode.TokenSpan;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Measures a model on labelled data. The gold tokens are tagged, one sentence a row; sentences that
 * tell their place in a stream may be tagged as its turns.
 */
public final class Evaluator {
  private static final int BATCH_SIZE = 256;

  private final TokenTagger tagger;
  private final IntConsumer progress;

  /**
   * Makes an evaluator.
   *
   * @param tagger the model; stays open
   * @param progress is told after every batch how many sentences are done
   */
  public Evaluator(TokenTagger tagger, IntConsumer progress) {
    this.tagger = tagger;
    this.progress = progress;
  }

  /** Makes an evaluator that tells nobody how far it is. */
  public Evaluator(TokenTagger tagger) {
    this(tagger, done -> {});
  }

  /**
   * Tags and scores sentences. Sentences without tags do not count for the spans, sentences without
   * a class not for the classes. Predicted spans of labels that a sentence leaves open do not
   * count.
   *
   * @throws io.tagstream.model.TaggingException if the model fails
   */
  public EvaluationReport evaluate(List<LabelledSentence> sentences) {
    Tally tally = new Tally();
    for (int begin = 0; begin < sentences.size(); begin += BATCH_SIZE) {
      List<LabelledSentence> batch =
          sentences.subList(begin, Math.min(sentences.size(), begin + BATCH_SIZE));
      List<TokenTagging> taggings =
          tagger.tagTokens(batch.stream().map(LabelledSentence::tokens).toList());
      for (int i = 0; i < batch.size(); i++) {
        tally.add(batch.get(i), taggings.get(i));
      }
      progress.accept(begin + batch.size());
    }
    return tally.report(sentences.size());
  }

  /**
   * Tags sentences as the turns of the streams that they tell their place in, and scores them.
   * Sentences without a place are streams of their own.
   *
   * @param counted says which sentences are scored; the others are only read
   * @throws io.tagstream.model.TaggingException if the model fails
   */
  public EvaluationReport evaluateStreams(
      List<LabelledSentence> sentences, Predicate<LabelledSentence> counted) {
    Tally tally = new Tally();
    List<List<LabelledSentence>> streams = Streams.of(sentences, LabelledSentence::place);
    int done = 0;
    int scored = 0;
    for (int begin = 0; begin < streams.size(); begin += BATCH_SIZE) {
      List<List<LabelledSentence>> batch =
          streams.subList(begin, Math.min(streams.size(), begin + BATCH_SIZE));
      Iterator<TokenTagging> taggings =
          tagger.tagStreams(batch.stream().map(Evaluator::tokens).toList()).stream()
              .flatMap(List::stream)
              .iterator();
      for (LabelledSentence sentence : batch.stream().flatMap(List::stream).toList()) {
        TokenTagging tagging = taggings.next();
        done++;
        if (counted.test(sentence)) {
          tally.add(sentence, tagging);
          scored++;
        }
      }
      progress.accept(done);
    }
    return tally.report(scored);
  }

  private static List<List<String>> tokens(List<LabelledSentence> stream) {
    return stream.stream().map(LabelledSentence::tokens).toList();
  }

  private static final class Tally {
    private final OpenSpans open = new OpenSpans();
    private int tokens;
    private @Nullable SpanScorer spans;
    private @Nullable ClassScorer classes;

    void add(LabelledSentence gold, TokenTagging predicted) {
      tokens += gold.tokens().size();
      if (gold.hasTags() && !predicted.tags().isEmpty()) {
        spans = spans == null ? new SpanScorer() : spans;
        open.without(gold.open(), TokenSpan.of(predicted.tags()), TokenSpan::label);
        spans.add(gold.tags(), closed(predicted.tags(), gold));
      }
      SentenceClass sentenceClass = predicted.sentenceClass();
      String label = gold.label();
      if (label != null && sentenceClass != null) {
        classes = classes == null ? new ClassScorer() : classes;
        classes.add(label, sentenceClass.label());
      }
    }

    /** What the data does not annotate can be neither right nor wrong. */
    private static List<String> closed(List<String> tags, LabelledSentence gold) {
      return gold.open().isEmpty()
          ? tags
          : tags.stream()
              .map(
                  tag ->
                      tag.length() > 2 && gold.leavesOpen(tag.substring(2)) ? TagSet.OUTSIDE : tag)
              .toList();
    }

    EvaluationReport report(int sentences) {
      return new EvaluationReport(
          sentences,
          tokens,
          null,
          spans == null ? null : spans.scores(),
          classes == null ? null : classes.scores(),
          open.leftOut());
    }
  }
}
