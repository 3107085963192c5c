package io.tagstream.bundles;

import io.tagstream.model.Text;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Made-up requests to a voice assistant, of {@value #TOKENS} tokens each and the same for the same
 * seed. Common words come often and rare ones seldom; about one word in fifteen is a name put
 * together of syllables, which no model has seen.
 */
final class RequestTexts {
  /** Tokens of a text, its final punctuation included. */
  static final int TOKENS = 20;

  private static final List<String> REQUESTS =
      List.of(
          "play the % song by NAME NAME on Spotify",
          "book a table for # at a % restaurant in CITY WHEN",
          "what will the weather be like in CITY WHEN",
          "add the track NAME to my % playlist",
          "give the % novel NAME # stars",
          "find the schedule for the % movie NAME at the nearest cinema",
          "tell me whether it's going to rain in NAME WHEN",
          "I'd like to hear # % albums from CITY",
          "show me the % trailer of the saga called NAME",
          "reserve # seats near CITY for my sister and her % friends");

  private static final List<String> JOINTS =
      List.of("and", "then", "but first", "after that please", "and also");

  private static final List<String> ADJECTIVES =
      List.of(
          "newest",
          "best",
          "popular",
          "quiet",
          "Georgian",
          "romantic",
          "current",
          "instrumental",
          "cheap",
          "famous",
          "animated",
          "vegetarian",
          "melancholic",
          "acclaimed",
          "seventies");

  private static final List<String> CITIES =
      List.of("Lyon", "Porto", "Tbilisi", "Montreal", "Fargo", "Nairobi", "Ulm", "Albuquerque");

  private static final List<String> TIMES =
      List.of("tonight", "tomorrow", "on Friday evening", "next week", "in two hours", "at noon");

  private static final List<String> NUMBERS = List.of("two", "four", "6", "five", "nine", "12");

  private static final List<String> SYLLABLES =
      List.of(
          "ma", "ri", "sa", "o", "kon", "jo", "bel", "ta", "vi", "shen", "ko", "lu", "dra", "ne",
          "qui", "ster", "pha", "mund", "ley", "zo");

  private final Random random;

  private RequestTexts(long seed) {
    random = new Random(seed);
  }

  /** Makes texts. */
  static List<Text> of(int count, long seed) {
    RequestTexts texts = new RequestTexts(seed);
    return Stream.generate(texts::text).limit(count).map(Text::of).toList();
  }

  private String text() {
    StringBuilder words = new StringBuilder(request());
    while (words.toString().split(" ", -1).length < TOKENS - 1) {
      words.append(' ').append(frequent(JOINTS)).append(' ').append(request());
    }
    List<String> kept = List.of(words.toString().split(" ", -1)).subList(0, TOKENS - 1);
    return String.join(" ", kept) + frequent(List.of(".", "?", "!"));
  }

  private String request() {
    StringBuilder request = new StringBuilder();
    for (String part : REQUESTS.get(random.nextInt(REQUESTS.size())).split(" ", -1)) {
      request.append(request.isEmpty() ? "" : " ").append(filled(part));
    }
    return request.toString();
  }

  private String filled(String part) {
    return switch (part) {
      case "%" -> frequent(ADJECTIVES);
      case "#" -> frequent(NUMBERS);
      case "CITY" -> frequent(CITIES);
      case "WHEN" -> frequent(TIMES);
      case "NAME" -> name();
      default -> part;
    };
  }

  /** The first entries often, the last ones seldom. */
  private String frequent(List<String> entries) {
    double share = random.nextDouble();
    return entries.get((int) (share * share * entries.size()));
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    for (int syllables = 2 + random.nextInt(3); syllables > 0; syllables--) {
      name.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
    }
    name.setCharAt(0, Character.toUpperCase(name.charAt(0)));
    return name.toString();
  }
}
