package io.tagstream.model.stream;

import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.text.TextSegmenter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of streams with an encoder whose forward state can be carried on: a recurrent
 * network of which the forward direction reads the stream once, and the backward direction what is
 * at hand of the words to come (the latency-controlled bidirectional LSTM of Zhang et al. 2016 and
 * Xue &amp; Yan 2017). Immutable, safe for use by several threads at once.
 *
 * <p>A stream whose state another model wrote ({@link StreamState#forAnotherModel}) has no forward
 * state of this one: the kept text before the boundary is read first, from zeros, as context of
 * which nothing is said, and what follows goes on from there. The rule is that a state without
 * numbers stands for the text that it keeps, so it would hold for an encoder that has no such
 * numbers at all.
 */
public final class StreamReader implements EventReader {
  private final StreamReading.Heads heads;
  private final Function<List<EncoderInput>, List<Encoding>> encoder;

  /** Sentences are cut by their tokens when it is known how many came before. */
  private final TextSegmenter segmenter = new TextSegmenter(Integer.MAX_VALUE);

  /**
   * Makes a reader.
   *
   * @param tags makes tags of logits, or {@code null} without slot head
   * @param classes makes classes of logits, or {@code null} without class head
   * @param maxTokens tokens of the longest sentence; a longer one is cut
   * @param encoder encodes rows, each from its state, and gives out that at its boundary
   */
  public StreamReader(
      @Nullable TagDecoder tags,
      @Nullable ClassDecoder classes,
      int maxTokens,
      Function<List<EncoderInput>, List<Encoding>> encoder) {
    heads = new StreamReading.Heads(tags, classes, maxTokens);
    this.encoder = encoder;
  }

  @Override
  public List<StreamStep> read(StreamRules rules, List<StreamEvent> events) {
    return steps(events.stream().map(event -> reading(rules, event)).toList());
  }

  @Override
  public List<StreamStep> readTokens(StreamRules rules, List<TokenEvent> events) {
    return steps(events.stream().map(event -> reading(rules, event)).toList());
  }

  private StreamReading reading(StreamRules rules, StreamEvent event) {
    StreamState state = event.state() == null ? StreamState.BEGIN : event.state();
    boolean complete = event.ends() || rules.mode() == StreamRules.Mode.UTTERANCE;
    TextFeed feed = new TextFeed(state, event, segmenter, complete);
    return new StreamReading(heads, rules, state, feed, complete);
  }

  private StreamReading reading(StreamRules rules, TokenEvent event) {
    StreamState state = event.state() == null ? StreamState.BEGIN : event.state();
    boolean complete = event.ends() || rules.mode() == StreamRules.Mode.UTTERANCE;
    return new StreamReading(heads, rules, state, new TokenFeed(state, event), complete);
  }

  private List<StreamStep> steps(List<StreamReading> readings) {
    List<@Nullable Encoding> contexts = encode(readings, StreamReading::context);
    for (int i = 0; i < readings.size(); i++) {
      Encoding context = contexts.get(i);
      if (context != null) {
        readings.get(i).readAfter(context);
      }
    }
    List<@Nullable Encoding> windows = encode(readings, StreamReading::input);
    List<StreamStep> steps = new ArrayList<>(readings.size());
    for (int i = 0; i < readings.size(); i++) {
      steps.add(readings.get(i).step(windows.get(i)));
    }
    return steps;
  }

  /** Encodes something of each reading in one go; null where there is nothing. */
  private List<@Nullable Encoding> encode(
      List<StreamReading> readings, Function<StreamReading, @Nullable EncoderInput> part) {
    List<EncoderInput> inputs = new ArrayList<>();
    boolean[] asked = new boolean[readings.size()];
    for (int i = 0; i < asked.length; i++) {
      EncoderInput input = part.apply(readings.get(i));
      asked[i] = input != null;
      if (input != null) {
        inputs.add(input);
      }
    }
    Iterator<Encoding> encodings =
        inputs.isEmpty() ? Collections.emptyIterator() : encoder.apply(inputs).iterator();
    List<@Nullable Encoding> encoded = new ArrayList<>(asked.length);
    for (boolean one : asked) {
      encoded.add(one ? encodings.next() : null);
    }
    return encoded;
  }
}
