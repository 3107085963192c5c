package io.tagstream.model.stream;

import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.TokenTagging;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of streams with a tagger that has no state to carry on, as an encoder has none whose
 * every word looks at every other: the tail of the stream is tagged again with each event, as a
 * text on its own, and what is said otherwise than before becomes edits. Immutable, safe for use by
 * several threads at once if the functions are.
 *
 * <p>The tail is at least the last W words, W being {@link StreamRules#rightContext}: more where it
 * would begin inside a sentence of up to W words, inside a span or inside a stretch without white
 * space ({@link TailCut}). What lies before it is final. So an event costs its own length and W,
 * whatever came before, and with W of at least the stream's length in words the edits add up to
 * what the tagger says of the whole text, exactly; but for sentences without text, of which none is
 * said.
 */
public final class TailReader implements EventReader {
  private final Function<List<Text>, List<Tagging>> texts;
  private final Function<List<List<String>>, List<TokenTagging>> sentences;

  /**
   * Makes a reader.
   *
   * @param texts tags texts, each on its own, in one batch
   * @param sentences tags sentences whose tokens are known, each on its own, in one batch; asked
   *     for streams of such alone
   */
  public TailReader(
      Function<List<Text>, List<Tagging>> texts,
      Function<List<List<String>>, List<TokenTagging>> sentences) {
    this.texts = texts;
    this.sentences = sentences;
  }

  @Override
  public List<StreamStep> read(StreamRules rules, List<StreamEvent> events) {
    List<TailText> feeds = events.stream().map(event -> TailText.of(rules, event)).toList();
    List<Text> asked = feeds.stream().map(TailText::text).filter(TailReader::isAny).toList();
    Iterator<Tagging> taggings = tagged(texts, asked);
    List<StreamStep> steps = new ArrayList<>(feeds.size());
    for (int i = 0; i < feeds.size(); i++) {
      TailText feed = feeds.get(i);
      Said said = isAny(feed.text()) ? feed.said(taggings.next()) : Said.NOTHING;
      StreamEvent event = events.get(i);
      steps.add(new TailReading(rules, state(event.state()), feed, event.ends()).step(said));
    }
    return steps;
  }

  private static boolean isAny(Text text) {
    return !text.content().isEmpty();
  }

  @Override
  public List<StreamStep> readTokens(StreamRules rules, List<TokenEvent> events) {
    List<TailTokens> feeds = events.stream().map(event -> TailTokens.of(rules, event)).toList();
    List<List<String>> asked = feeds.stream().flatMap(feed -> feed.sentences().stream()).toList();
    Iterator<TokenTagging> taggings = tagged(sentences, asked);
    List<StreamStep> steps = new ArrayList<>(feeds.size());
    for (int i = 0; i < feeds.size(); i++) {
      TokenEvent event = events.get(i);
      Said said = feeds.get(i).said(taggings);
      steps.add(
          new TailReading(rules, state(event.state()), feeds.get(i), event.ends()).step(said));
    }
    return steps;
  }

  private static <Q, A> Iterator<A> tagged(Function<List<Q>, List<A>> tagger, List<Q> asked) {
    List<A> answers = asked.isEmpty() ? List.of() : tagger.apply(asked);
    return answers.iterator();
  }

  private static StreamState state(@Nullable StreamState state) {
    return state == null ? StreamState.BEGIN : state;
  }
}
