package io.tagstream.model.stream;

import io.tagstream.model.encoder.RecurrentState;
import io.tagstream.model.stream.StreamState.Chain;
import io.tagstream.model.stream.StreamState.ChainToken;
import io.tagstream.model.stream.StreamState.OpenSentence;
import io.tagstream.model.stream.StreamState.SaidSentence;
import io.tagstream.model.stream.StreamState.SaidSpan;
import java.nio.ByteBuffer;

/**
 * Makes bytes of stream states and back. The first byte is the version of the format; another
 * version is refused, never misread. The same state gives the same bytes. Immutable, safe for use
 * by several threads at once.
 */
public final class StreamStateCodec {
  private static final int VERSION = 1;
  private static final int HAS_STATE = 1;
  private static final int HALF = 2;

  private final Precision precision;

  /** How exactly the state of the forward layers is kept. */
  public enum Precision {
    /** As it is, 32 bits a number: what is read is what was written, to the bit. */
    FLOAT,
    /** 16 bits a number (IEEE 754 binary16): smaller, and tags may differ now and then. */
    HALF
  }

  public StreamStateCodec(Precision precision) {
    this.precision = precision;
  }

  /** Returns the bytes of a state. */
  public byte[] encode(StreamState state) {
    StateWriter writer = new StateWriter();
    boolean half = precision == Precision.HALF;
    RecurrentState recurrent = state.recurrent();
    writer.single(VERSION).single((recurrent == null ? 0 : HAS_STATE) | (half ? HALF : 0));
    writer.number(state.position()).number(state.nextId()).text(state.text());
    writer.text(state.language() == null ? "" : state.language());
    writer.number(state.position() - state.boundary());
    writer.number(state.position() - state.restart());
    writer.number(state.position() - state.finalAfter());
    if (recurrent != null && half) {
      writer.halves(recurrent.hidden()).halves(recurrent.cell());
    } else if (recurrent != null) {
      writer.reals(recurrent.hidden()).reals(recurrent.cell());
    }
    Chain chain = state.chain();
    writer.number(chain.tag()).real(chain.score()).number(chain.end()).number(chain.spanBegin());
    writer.real(chain.spanScore());
    writer.list(
        chain.tokens(),
        token -> writer.number(token.begin()).number(token.end()).reals(token.logits()));
    writer.list(
        state.sentences(),
        open ->
            writer
                .number(open.begin())
                .number(open.end())
                .number(open.tokens())
                .real(open.weight())
                .reals(open.sums()));
    writer.list(
        state.spans(),
        said ->
            writer
                .number(said.id())
                .text(said.label())
                .number(said.begin())
                .number(said.end())
                .real(said.score()));
    writer.list(
        state.saidSentences(),
        said -> {
          writer.number(said.id()).number(said.begin()).number(said.end());
          writer.single(said.label() == null ? 0 : 1);
          if (said.label() != null) {
            writer.text(said.label()).real(said.score());
          }
        });
    return writer.toBytes();
  }

  /**
   * Returns the state that some bytes were made of, whatever the precision.
   *
   * @param bytes all of what remains is read
   * @throws StreamStateException if they are of another version, or damaged
   */
  public StreamState decode(ByteBuffer bytes) {
    return StateReader.read(bytes, StreamStateCodec::state);
  }

  private static StreamState state(StateReader reader) {
    int version = reader.single();
    if (version != VERSION) {
      throw new StreamStateException(
          "stream state: expected version %d, found %d; it was written by another version of"
                  .formatted(VERSION, version)
              + " Tagstream: run that one, or reset the application");
    }
    int flags = reader.single();
    long position = reader.number();
    long nextId = reader.number();
    String text = reader.text();
    String language = reader.text();
    long boundary = position - reader.number();
    long restart = position - reader.number();
    long finalAfter = position - reader.number();
    return new StreamState(
        position,
        nextId,
        text,
        language.isEmpty() ? null : language,
        (flags & HAS_STATE) == 0 ? null : recurrent(reader, (flags & HALF) != 0),
        boundary,
        restart,
        finalAfter,
        chain(reader),
        reader.list(() -> openSentence(reader)),
        reader.list(() -> saidSpan(reader)),
        reader.list(() -> saidSentence(reader)));
  }

  private static RecurrentState recurrent(StateReader reader, boolean half) {
    return half
        ? new RecurrentState(reader.halves(), reader.halves())
        : new RecurrentState(reader.floats(), reader.floats());
  }

  private static Chain chain(StateReader reader) {
    return new Chain(
        (int) reader.number(),
        reader.real(),
        reader.number(),
        reader.number(),
        reader.realSingle(),
        reader.list(() -> new ChainToken(reader.number(), reader.number(), reader.floats())));
  }

  private static OpenSentence openSentence(StateReader reader) {
    return new OpenSentence(
        reader.number(), reader.number(), (int) reader.number(), reader.real(), reader.doubles());
  }

  private static SaidSpan saidSpan(StateReader reader) {
    return new SaidSpan(
        reader.number(), reader.text(), reader.number(), reader.number(), reader.realSingle());
  }

  private static SaidSentence saidSentence(StateReader reader) {
    long id = reader.number();
    long begin = reader.number();
    long end = reader.number();
    boolean labelled = reader.single() == 1;
    return labelled
        ? new SaidSentence(id, begin, end, reader.text(), reader.realSingle())
        : new SaidSentence(id, begin, end, null, 0);
  }
}
