package io.tagstream.training.report;

import io.tagstream.model.TokenTagger;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.data.Streams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * What a model gets wrong.
 *
 * @param spans labels of spans taken for others
 * @param sentences how many sentences have a mistake
 * @param sure those sentences in which it was surest of something wrong, the surest first
 * @param missed those in which all it said is right but most is missing
 */
public record ErrorAnalysis(
    Confusions spans, int sentences, List<ErrorExample> sure, List<ErrorExample> missed) {
  private static final int MOST_SURE = 22;
  private static final int MOST_MISSED = 8;
  private static final int BATCH_SIZE = 256;

  /**
   * Tags sentences, as the turns of their streams if they have any, and compares; they are held one
   * batch at a time, but for the examples.
   */
  public static ErrorAnalysis of(TokenTagger tagger, List<LabelledSentence> sentences) {
    Confusions spans = new Confusions();
    List<ErrorExample> wrong = new ArrayList<>();
    List<List<LabelledSentence>> streams = Streams.of(sentences, LabelledSentence::place);
    for (int begin = 0; begin < streams.size(); begin += BATCH_SIZE) {
      List<List<LabelledSentence>> batch =
          streams.subList(begin, Math.min(streams.size(), begin + BATCH_SIZE));
      Iterator<TokenTagging> taggings =
          tagger.tagStreams(batch.stream().map(ErrorAnalysis::tokens).toList()).stream()
              .flatMap(List::stream)
              .iterator();
      for (LabelledSentence sentence : batch.stream().flatMap(List::stream).toList()) {
        ErrorExample example = ErrorExample.of(sentence, taggings.next());
        example.pairs().forEach(spans::add);
        if (example.hasWrongClass() || example.hasWrongSpans()) {
          wrong.add(example);
        }
      }
    }
    return new ErrorAnalysis(spans, wrong.size(), surest(wrong), missed(wrong));
  }

  private static List<List<String>> tokens(List<LabelledSentence> stream) {
    return stream.stream().map(LabelledSentence::tokens).toList();
  }

  private static List<ErrorExample> surest(List<ErrorExample> wrong) {
    return wrong.stream()
        .filter(example -> example.confidence() > 0)
        .sorted(Comparator.comparingDouble(ErrorExample::confidence).reversed())
        .limit(MOST_SURE)
        .toList();
  }

  private static List<ErrorExample> missed(List<ErrorExample> wrong) {
    return wrong.stream()
        .filter(example -> example.confidence() == 0)
        .sorted(Comparator.comparingInt(ErrorExample::missing).reversed())
        .limit(MOST_MISSED)
        .toList();
  }
}
