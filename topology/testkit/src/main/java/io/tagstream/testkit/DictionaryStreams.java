package io.tagstream.testkit;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.Span;
import io.tagstream.model.stream.StreamEdit;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamSentence;
import io.tagstream.model.stream.StreamSpan;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamState.SaidSentence;
import io.tagstream.model.stream.StreamState.SaidSpan;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event of a stream with a dictionary: matches the patterns again in the end of the
 * stream that may still change, and says what is different. The whole stream is one sentence; of
 * several that another model said, the first goes on and the others are taken back. Belongs to the
 * call.
 */
final class DictionaryStreams {
  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final Pattern LONE_SURROGATE =
      Pattern.compile(
          "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]");

  /** Words longer than this are not waited for. */
  private static final int KEPT_CODE_POINTS = 512;

  private final StreamRules rules;
  private final StreamEvent event;
  private final long begin;
  private final long end;

  /** The text that may still change, that of the event included. */
  private final String window;

  private final long windowBegin;
  private final List<StreamEdit> retracts = new ArrayList<>();
  private final List<StreamEdit> adds = new ArrayList<>();
  private long nextId;

  DictionaryStreams(StreamRules rules, StreamEvent event) {
    StreamState state = event.state();
    String text = LONE_SURROGATE.matcher(event.text()).replaceAll("\ufffd");
    boolean fragment = rules.mode() == StreamRules.Mode.FRAGMENT;
    this.rules = rules;
    this.event = event;
    this.begin = state == null ? 0 : state.position();
    this.end = begin + CodePoints.length(text);
    this.window = state == null || !fragment ? text : notFinal(state) + text;
    this.windowBegin = end - CodePoints.length(window);
    this.nextId = state == null ? 0 : state.nextId();
  }

  /** Another model keeps text that is final, too. */
  private static String notFinal(StreamState state) {
    long textBegin = state.position() - CodePoints.length(state.text());
    int settled = (int) Math.max(0, state.finalAfter() - textBegin);
    return state.text().substring(state.text().offsetByCodePoints(0, settled));
  }

  /** What a text matches; a class that was said before stays unless a higher one matches. */
  interface Dictionary {
    List<Span> spans(String text);

    @Nullable SentenceClass sentenceClass(String text, @Nullable String saidBefore);
  }

  StreamStep read(Dictionary dictionary) {
    long saidUntil = saidUntil();
    List<Span> matches = dictionary.spans(window);
    long settled = settled(matches, saidUntil);
    List<StreamSpan> spans =
        matches.stream()
            .filter(span -> windowBegin + span.end() <= saidUntil)
            .map(this::said)
            .toList();
    takeBackWhatIsNot(spans);
    StreamSentence sentence = sentence(dictionary, saidUntil);
    List<StreamEdit> edits = new ArrayList<>(retracts);
    edits.addAll(adds);
    return new StreamStep(
        state(spans, sentence, settled),
        begin,
        end,
        sentence == null || sentence.end() <= begin ? List.of() : List.of(sentence),
        spans.stream().filter(span -> span.end() > begin).toList(),
        edits,
        settled);
  }

  /** Where the last words begin of which nothing is said yet. */
  private long saidUntil() {
    return event.ends() ? end : lastWords(rules.delay());
  }

  /** Where the part of the stream begins that may still change. It never cuts a match. */
  private long settled(List<Span> matches, long saidUntil) {
    if (event.ends() || rules.mode() == StreamRules.Mode.UTTERANCE) {
      return end;
    }
    // The last word may go on with the next event, whatever the right context.
    long settled = Math.min(lastWords(rules.rightContext() + 1), saidUntil);
    boolean tooLong = settled < end - KEPT_CODE_POINTS;
    settled = tooLong ? Math.min(end - KEPT_CODE_POINTS, saidUntil) : settled;
    for (Span match : matches) {
      long matchBegin = windowBegin + match.begin();
      long matchEnd = windowBegin + match.end();
      if (matchBegin < settled && settled < matchEnd) {
        return tooLong && matchEnd <= saidUntil ? matchEnd : matchBegin;
      }
    }
    return settled;
  }

  private long lastWords(int count) {
    List<Integer> begins = new ArrayList<>();
    Matcher words = WORD.matcher(window);
    while (words.find()) {
      begins.add(words.start());
    }
    if (count == 0) {
      return end;
    }
    if (begins.size() < count) {
      return windowBegin;
    }
    return windowBegin + codePoints(window, begins.get(begins.size() - count));
  }

  /** Returns a match under the id it was said with, or says it. */
  private StreamSpan said(Span match) {
    long matchBegin = windowBegin + match.begin();
    long matchEnd = windowBegin + match.end();
    for (SaidSpan said : saidSpans()) {
      if (said.label().equals(match.label())
          && said.begin() == matchBegin
          && said.end() == matchEnd) {
        return span(said.id(), match.label(), matchBegin, matchEnd, match.surface());
      }
    }
    StreamSpan span = span(nextId++, match.label(), matchBegin, matchEnd, match.surface());
    adds.add(new StreamEdit.OfSpan(true, span));
    return span;
  }

  private void takeBackWhatIsNot(List<StreamSpan> spans) {
    for (SaidSpan said : saidSpans()) {
      if (spans.stream().noneMatch(span -> span.id() == said.id())) {
        String surface =
            CodePoints.cut(
                window, (int) (said.begin() - windowBegin), (int) (said.end() - windowBegin));
        retracts.add(
            new StreamEdit.OfSpan(
                false, span(said.id(), said.label(), said.begin(), said.end(), surface)));
      }
    }
  }

  /** The running sentence, under the id it was said with, or said anew; null if there is none. */
  private @Nullable StreamSentence sentence(Dictionary dictionary, long saidUntil) {
    SaidSentence said = saidSentence();
    takeBackOtherSentences();
    String visible = CodePoints.cut(window, 0, (int) (saidUntil - windowBegin));
    String stripped = visible.strip();
    if (stripped.isEmpty()) {
      return said == null ? null : kept(said, dictionary);
    }
    long sentenceBegin =
        said == null ? windowBegin + codePoints(visible, visible.indexOf(stripped)) : said.begin();
    long visibleEnd = windowBegin + codePoints(visible, visible.stripTrailing().length());
    // Another model may have said more than is old enough here.
    long sentenceEnd = said == null ? visibleEnd : Math.max(said.end(), visibleEnd);
    SentenceClass sentenceClass =
        dictionary.sentenceClass(visible, said == null ? null : said.label());
    if (said != null && said.end() >= sentenceEnd && isOf(sentenceClass, said.label())) {
      return kept(said, dictionary);
    }
    if (said != null) {
      retracts.add(new StreamEdit.OfSentence(false, asSaid(said)));
    }
    StreamSentence sentence =
        new StreamSentence(nextId++, sentenceBegin, sentenceEnd, sentenceClass);
    adds.add(new StreamEdit.OfSentence(true, sentence));
    return sentence;
  }

  private void takeBackOtherSentences() {
    StreamState state = event.state();
    if (state != null) {
      state.saidSentences().stream()
          .skip(1)
          .forEach(said -> retracts.add(new StreamEdit.OfSentence(false, asSaid(said))));
    }
  }

  private static StreamSentence asSaid(SaidSentence said) {
    String label = said.label();
    return new StreamSentence(
        said.id(),
        said.begin(),
        said.end(),
        label == null ? null : new SentenceClass(label, said.score(), Map.of()));
  }

  private static StreamSentence kept(SaidSentence said, Dictionary dictionary) {
    return new StreamSentence(
        said.id(), said.begin(), said.end(), dictionary.sentenceClass("", said.label()));
  }

  private static boolean isOf(@Nullable SentenceClass sentenceClass, @Nullable String label) {
    return Objects.equals(sentenceClass == null ? null : sentenceClass.label(), label);
  }

  private @Nullable SaidSentence saidSentence() {
    StreamState state = event.state();
    return state == null || state.saidSentences().isEmpty() ? null : state.saidSentences().get(0);
  }

  private StreamState state(
      List<StreamSpan> spans, @Nullable StreamSentence sentence, long settled) {
    boolean running = sentence != null && rules.mode() == StreamRules.Mode.FRAGMENT;
    return StreamState.ofText(
        end,
        nextId,
        window.substring(window.offsetByCodePoints(0, (int) (settled - windowBegin))),
        null,
        settled,
        spans.stream()
            .filter(span -> span.begin() >= settled)
            .map(
                span ->
                    new SaidSpan(span.id(), span.label(), span.begin(), span.end(), span.score()))
            .toList(),
        running ? List.of(saidNow(Objects.requireNonNull(sentence))) : List.of());
  }

  private static SaidSentence saidNow(StreamSentence sentence) {
    SentenceClass sentenceClass = sentence.sentenceClass();
    return new SaidSentence(
        sentence.id(),
        sentence.begin(),
        sentence.end(),
        sentenceClass == null ? null : sentenceClass.label(),
        sentenceClass == null ? 0 : 1);
  }

  private static int codePoints(String text, int endIndex) {
    return text.codePointCount(0, endIndex);
  }

  private List<SaidSpan> saidSpans() {
    StreamState state = event.state();
    return state == null ? List.of() : state.spans();
  }

  private static StreamSpan span(long id, String label, long begin, long end, String surface) {
    return new StreamSpan(id, label, begin, end, surface, 1);
  }
}
