package io.tagstream.model.bundle;

import io.tagstream.model.EncoderWork;
import io.tagstream.model.ModelId;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.TokenTagger;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.stream.EventReader;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.StreamTagger;
import io.tagstream.model.stream.TailReader;
import io.tagstream.model.stream.TokenEvent;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tagger of a {@link Bundle}. Safe for use by several threads at once, which work on their own;
 * {@link #close} waits for the calls in flight.
 */
public final class BundleTagger implements StreamTagger, TokenTagger {
  private static final Logger LOG = LoggerFactory.getLogger(BundleTagger.class);

  private final ModelId model;
  private final TextReading reading;
  private final EventReader streams;
  private final OpenModel open;
  private final boolean tagged;
  private final OptionalInt rightContext;

  /**
   * Makes the tagger of an open encoder.
   *
   * @param reading how texts are read
   * @param streams reads streams, if there is a right context
   * @param tagged whether the model has a slot head
   */
  BundleTagger(
      ModelId model,
      TextReading reading,
      EventReader streams,
      boolean tagged,
      OptionalInt rightContext) {
    this.model = model;
    this.reading = reading;
    this.streams = streams;
    this.tagged = tagged;
    this.rightContext = rightContext;
    open = new OpenModel(subject(), reading);
  }

  /** Makes the tagger of an encoder that reads the end of a stream's text again. */
  static BundleTagger reading(
      ModelId model, TextReading reading, boolean tagged, OptionalInt rightContext) {
    EventReader streams = new TailReader(reading::tag, reading::tagTokens);
    return new BundleTagger(model, reading, streams, tagged, rightContext);
  }

  /** Makes the tagger of an encoder of words that carries its state on in streams. */
  static BundleTagger recurrent(
      ModelId model,
      Encoder encoder,
      @Nullable TagDecoder tagDecoder,
      @Nullable ClassDecoder classDecoder,
      int maxTokens,
      OptionalInt rightContext) {
    SentenceReading reading =
        new SentenceReading(encoder, tagDecoder, classDecoder, maxTokens, rightContext.isPresent());
    return new BundleTagger(model, reading, reading.streams(), tagDecoder != null, rightContext);
  }

  /**
   * Takes texts that the model is known to tag, before the tagger is given to anybody: asks whether
   * batches change bits, and keeps a row to tell a broken model from a bad text.
   */
  void probe(List<Text> texts) {
    if (!reading.probe(texts)) {
      LOG.warn(
          "{}: expected the same bits alone and in a batch, found others; rows are encoded one by"
              + " one, which is slower",
          subject());
    }
    reading.meter().restart();
  }

  /**
   * Makes this familiar with the words that another model was asked about lately, so that the first
   * texts after a change of model take no longer than those before. Says nothing else of any text
   * than it would without, and may be called while texts are tagged; the calling thread works on
   * it, a slice of words at a time.
   *
   * @param predecessor the model in force so far; may be closed meanwhile
   * @return how many words it was made familiar with
   * @throws io.tagstream.model.ModelFailedException if this model tags nothing any more
   */
  public int warmUp(BundleTagger predecessor) {
    return reading.encoder() instanceof Encoder own
            && predecessor.reading.encoder() instanceof Encoder before
        ? new WordWarmUp(open, own).after(before)
        : 0;
  }

  @Override
  public ModelId model() {
    return model;
  }

  @Override
  public EncoderWork work() {
    return reading.meter().work();
  }

  @Override
  public List<Tagging> tag(List<Text> texts) {
    return open.call(() -> reading.tag(texts));
  }

  @Override
  public List<TokenTagging> tagTokens(List<List<String>> sentences) {
    return open.call(() -> reading.tagTokens(sentences));
  }

  @Override
  public List<List<TokenTagging>> tagStreams(List<List<List<String>>> streams) {
    return rightContext.isEmpty()
        ? TokenTagger.super.tagStreams(streams)
        : open.call(() -> new StreamTurns(this.streams, tagged, streams).tag());
  }

  @Override
  public OptionalInt rightContext() {
    return rightContext;
  }

  @Override
  public List<StreamStep> read(StreamRules rules, List<StreamEvent> events) {
    verifyStreams();
    return open.call(() -> streams.read(rules, events));
  }

  /**
   * Reads one event each of different streams whose tokens are known.
   *
   * @throws UnsupportedOperationException if the model reads no streams
   */
  public List<StreamStep> readTokens(StreamRules rules, List<TokenEvent> events) {
    verifyStreams();
    return open.call(() -> streams.readTokens(rules, events));
  }

  private void verifyStreams() {
    if (rightContext.isEmpty()) {
      throw new UnsupportedOperationException(
          subject()
              + ": expected one that was trained to read streams, found 'stream' missing in its"
              + " bundle.json; train it with bundle.stream.right.context, or choose another");
    }
  }

  private String subject() {
    return "model " + model.name() + " " + model.version();
  }

  /** Waits for the calls in flight and frees the model. A second call has no effect. */
  @Override
  public void close() {
    open.close();
  }
}
