package io.tagstream.model.stream;

import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.text.TextSegmenter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of streams with an encoder whose forward state can be carried on: a recurrent
 * network of which the forward direction reads the stream once, and the backward direction what is
 * at hand of the words to come (the latency-controlled bidirectional LSTM of Zhang et al. 2016 and
 * Xue &amp; Yan 2017). Immutable, safe for use by several threads at once.
 */
public final class StreamReader {
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

  /** Reads one event each of different streams; {@link StreamTagger#read} says how. */
  public List<StreamStep> read(StreamRules rules, List<StreamEvent> events) {
    return steps(events.stream().map(event -> reading(rules, event)).toList());
  }

  /** Reads events whose tokens are known, by the same rules. */
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
    List<EncoderInput> inputs = new ArrayList<>();
    for (StreamReading reading : readings) {
      EncoderInput input = reading.input();
      if (input != null) {
        inputs.add(input);
      }
    }
    Iterator<Encoding> encodings = encoder.apply(inputs).iterator();
    List<StreamStep> steps = new ArrayList<>(readings.size());
    for (StreamReading reading : readings) {
      steps.add(reading.step(reading.input() == null ? null : encodings.next()));
    }
    return steps;
  }
}
