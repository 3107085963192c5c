package io.tagstream.model.stream;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import io.tagstream.model.stream.Window.WindowToken;
import io.tagstream.model.text.CodePoints;
import io.tagstream.model.text.Sentence;
import io.tagstream.model.text.TextSegmenter;
import io.tagstream.model.text.Token;
import io.tagstream.model.text.WordTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a text that arrives in pieces, cut anywhere. The end of the text before is split
 * again together with the event, so that tokens and sentences are those of the whole text. A token
 * is closed when white space follows it; a stretch without white space is taken as it is when it
 * becomes too long.
 */
final class TextFeed implements StreamFeed {
  /** Code points of the stream's text that a state keeps. */
  static final int KEPT = 512;

  /** Text before a restart that might matter: the longest abbreviation, and ample. */
  private static final int LOOK_BACK = 64;

  /** What a text is kept with where another one follows. */
  static final String LINE_END = "\n";

  /** All text that is at hand, and where it begins in the stream. */
  private final String text;

  private final long textBegin;
  private final CodePoints codePoints;
  private final StreamState state;
  private final TextSegmenter segmenter;
  private final List<Sentence> sentences;

  /** Where the split text begins in the stream. */
  private final long splitBegin;

  private final @Nullable String language;
  private final boolean complete;

  /**
   * Splits the text.
   *
   * @param complete whether the text ends with this event
   */
  TextFeed(StreamState state, StreamEvent event, TextSegmenter segmenter, boolean complete) {
    this.state = state;
    this.segmenter = segmenter;
    this.complete = complete;
    text = state.text() + event.wellFormedText();
    textBegin = state.textBegin();
    codePoints = CodePoints.of(text);
    splitBegin = Math.max(state.restart(), textBegin);
    String split = text.substring(codePoints.toUtf16((int) (splitBegin - textBegin)));
    language = event.language() == null ? state.language() : event.language().toLanguageTag();
    sentences = split(split, language);
  }

  private List<Sentence> split(String part, @Nullable String inLanguage) {
    return inLanguage == null
        ? segmenter.segment(part)
        : segmenter.segment(part, Locale.forLanguageTag(inLanguage));
  }

  @Override
  public long position() {
    return textBegin + codePoints.length();
  }

  @Override
  public Window window() {
    long closedEnd = complete ? position() : textBegin + OpenStretch.closedEnd(text, codePoints);
    List<WindowToken> tokens = new ArrayList<>();
    int closed = 0;
    for (Sentence sentence : sentences) {
      for (Token token : sentence.tokens()) {
        long end = splitBegin + token.end();
        if (end > state.boundary()) {
          // A stretch that was closed for its length may be cut otherwise now.
          long begin = Math.max(state.boundary(), splitBegin + token.begin());
          tokens.add(new WindowToken(surface(begin, end), begin, end));
          closed += end <= closedEnd ? 1 : 0;
        }
      }
    }
    NavigableSet<Long> begins = new TreeSet<>();
    sentences.stream().skip(1).forEach(sentence -> begins.add(splitBegin + sentence.begin()));
    return new Window(tokens, closed, begins, settledBegin(closedEnd), isBlank(), hasEnded());
  }

  /** They are closed, so the event cannot change them. */
  @Override
  public List<String> context() {
    List<String> words = new ArrayList<>();
    for (Sentence sentence : split(state.text(), state.language())) {
      for (Token token : sentence.tokens()) {
        long begin = textBegin + token.begin();
        if (begin < state.boundary()) {
          words.add(surface(begin, Math.min(textBegin + token.end(), state.boundary())));
        }
      }
    }
    return words;
  }

  /**
   * A full stop may turn out to be inside a sentence as long as no word or other full stop follows
   * it: a lower-case letter goes on with the sentence, a known word begins one. A line end is one
   * for ever.
   */
  private long settledBegin(long closedEnd) {
    for (int i = sentences.size() - 1; i > 0; i--) {
      long begin = splitBegin + sentences.get(i).begin();
      if (complete || hasLineEnd(splitBegin + sentences.get(i - 1).end(), begin)) {
        return begin;
      }
      for (Token token : sentences.get(i).tokens()) {
        if (splitBegin + token.end() > closedEnd) {
          break;
        }
        if (token.text().codePoints().anyMatch(TextFeed::settles)) {
          return begin;
        }
      }
    }
    return -1;
  }

  private static boolean settles(int point) {
    int kind = UCharacter.getIntPropertyValue(point, UProperty.SENTENCE_BREAK);
    return Character.isLetter(point)
        || kind == UCharacter.SentenceBreak.ATERM
        || kind == UCharacter.SentenceBreak.STERM;
  }

  /** The annex joins nothing across the end of a line. */
  private boolean hasLineEnd(long begin, long end) {
    return surface(begin, end).codePoints().anyMatch(TextFeed::isLineEnd);
  }

  private static boolean isLineEnd(int point) {
    int kind = UCharacter.getIntPropertyValue(point, UProperty.SENTENCE_BREAK);
    return kind == UCharacter.SentenceBreak.SEP
        || kind == UCharacter.SentenceBreak.CR
        || kind == UCharacter.SentenceBreak.LF;
  }

  private boolean hasEnded() {
    return hasLineEnd(lastEnd(), position());
  }

  private boolean isBlank() {
    return position() - lastEnd() > KEPT;
  }

  /** End of the last token at hand. */
  private long lastEnd() {
    return sentences.isEmpty()
        ? splitBegin
        : splitBegin + sentences.get(sentences.size() - 1).end();
  }

  @Override
  public String surface(long begin, long end) {
    int from = (int) Math.max(0, begin - textBegin);
    return codePoints.cut(from, Math.max(from, (int) (end - textBegin)));
  }

  @Override
  public long restart(long boundary, long openBegin, long openEnd) {
    long last = Math.min(boundary, openEnd) - LOOK_BACK;
    long restart = splitBegin;
    long any = splitBegin;
    for (Sentence sentence : sentences) {
      for (Token token : sentence.tokens()) {
        long begin = splitBegin + token.begin();
        boolean opens = begin == openBegin && begin <= boundary && isAfterSeparator(token);
        if (opens || (begin <= last && isInside(token))) {
          restart = begin;
        }
        any = begin <= last ? begin : any;
      }
    }
    // A text without such a place, and without an end, is split somewhere; so is a long blank.
    restart = position() - restart > 2 * KEPT ? Math.max(restart, any) : restart;
    return position() - restart > 4 * KEPT ? Math.min(boundary, position() - KEPT) : restart;
  }

  /** Returns whether a text may be split from a token on, where a sentence begins. */
  private boolean isAfterSeparator(Token token) {
    int index = utf16(token);
    return index == 0 || WordTokenizer.isSeparator(text.codePointBefore(index));
  }

  /**
   * Returns whether a text may be split from a token on without a difference: it is a word in the
   * middle of a sentence, after another word and white space.
   */
  private boolean isInside(Token token) {
    int index = utf16(token);
    return index >= 2
        && Character.isLetter(text.codePointAt(index))
        && text.charAt(index - 1) == ' '
        && Character.isLetter(text.codePointBefore(index - 1));
  }

  private int utf16(Token token) {
    return codePoints.toUtf16((int) (splitBegin - textBegin) + token.begin());
  }

  @Override
  public @Nullable String language() {
    return language;
  }

  @Override
  public String kept(long restart) {
    long begin = Math.max(textBegin, Math.min(restart, position() - KEPT));
    String kept = text.substring(codePoints.toUtf16((int) (begin - textBegin)));
    // The next event is another text. Nobody asks for positions in this one any more.
    return complete && !kept.endsWith(LINE_END) ? kept + LINE_END : kept;
  }
}
