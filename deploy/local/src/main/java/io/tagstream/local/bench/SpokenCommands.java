package io.tagstream.local.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A small grammar of what people say to an assistant. Most words are common; names of people, works
 * and places are now and then made of syllables, so that there are always some that no model has
 * seen. Belongs to one thread.
 */
final class SpokenCommands {
  /** How often a name is one that nobody has heard of. */
  private static final double INVENTED = 0.3;

  private static final int TRIES = 6;

  private static final List<String> COMMANDS =
      alternatives(
          """
          play <artist> on <service>
          play the <rank> <music> by <artist>
          play some <genre> from the <decade>
          add <title> to my <list> playlist
          add another <music> to <list>
          put <artist> onto the playlist <title>
          book a table for <number> at a <cuisine> <place> in <city>
          reserve a spot at <title> for <name> and <name>
          i need a <place> that serves <dish> near <city>
          what is the weather in <city> <country>
          will it <weather> in <city> <when>
          what will the <condition> be <when> in <country>
          rate <title> <number> out of <number> stars
          give the <rank> <work> <number> points
          i would give <title> a rating of <number>
          find the <work> called <title>
          show me the <work> <title>
          look for the <rank> <work> by <artist>
          where is <title> playing near <city>
          which <work> starts at <number> in <city>
          find the movie schedule for <title>""");

  private static final List<String> ADDITIONS =
      alternatives(
          """
          please
          now
          <when>
          in <city>
          near <city> <country>
          for <number> people
          with my <relative>
          with <name>
          for my <relative> and <name>
          by <artist>
          on <service>
          at <number> pm
          <number> <unit> from now
          called <title>
          and then <title>
          or the <rank> <work>
          if it is not too <condition>
          because <name> likes <dish>""");

  private static final Map<String, List<String>> WORDS =
      Map.ofEntries(
          words("artist", "<name> <family>|<name>|the <noun> <noun>|<invented>"),
          words("service", "spotify|itunes|deezer|youtube|vimeo|pandora|google music"),
          words("rank", "first|last|newest|latest|best|top|third|current|previous|oldest"),
          words("music", "song|album|track|tune|symphony|concerto|record|soundtrack"),
          words("genre", "jazz|techno|folk|swing|metal|reggae|country|blues|hip hop|chamber music"),
          words("decade", "fifties|sixties|seventies|1980s|1990s|thirties|twenties"),
          words("list", "workout|road trip|evening|<name>|<noun> <noun>|dinner|focus|party"),
          words("number", "two|three|four|five|six|seven|eight|nine|ten|2|3|4|5|6|7|8|11|12|1998"),
          words("cuisine", "georgian|thai|mexican|french|vegan|greek|indian|korean|moroccan"),
          words("place", "restaurant|tavern|bistro|cafe|pub|diner|brasserie|food truck"),
          words("dish", "pasta|lobster|ramen|salad|tapas|burgers|curry|pancakes|fish soup"),
          words("weather", "rain|snow|hail|storm|freeze|be sunny|be windy|get foggy"),
          words("condition", "cold|hot|humid|temperature|forecast|chilly|windy|wet"),
          words("when", "today|tonight|tomorrow|on <day>|next week|this evening|in <number> days"),
          words("day", "monday|tuesday|wednesday|thursday|friday|saturday|sunday"),
          words("work", "book|novel|movie|series|saga|essay|painting|television show|chronicle"),
          words(
              "title",
              "the <noun> of <name>|<noun>|<invented> <noun>|a <noun> in <city>|<invented>"),
          words("relative", "mother|father|sister|brother|aunt|uncle|grandmother|cousin|team"),
          words("unit", "minutes|hours|days|weeks|months"),
          words(
              "noun",
              "river|winter|garden|lantern|harbor|mirror|shadow|thunder|orchard|compass|ember|wolf"
                  + "|letter|glass|crown|island|road|silence|machine|summer|stone|violin|falcon"),
          words(
              "name",
              "anna|ben|carla|david|elena|farid|grace|hugo|ingrid|jonas|karim|lucy|marta|nils|olga"
                  + "|paul|quentin|rosa|samuel|tara|ursula|victor|wanda|yusuf|zoe|<invented>"),
          words(
              "family",
              "miller|garcia|novak|rossi|tanaka|okafor|larsen|dubois|kowalski|smith|ivanov|haddad"
                  + "|<invented>"),
          words(
              "city",
              "paris|lyon|oslo|boston|denver|austin|lisbon|porto|kyoto|nairobi|lima|quito|prague"
                  + "|dublin|leeds|geneva|havana|sydney|<invented>"),
          words(
              "country",
              "france|norway|japan|kenya|peru|canada|brazil|portugal|poland|cuba|texas|ohio"
                  + "|new mexico|south africa"));

  private static final String[] SYLLABLES =
      ("ba be bo da do du fa fi ga go ha he ja jo ka ke ki la le li lo ma me mi mo na ne no pa pe"
              + " ra re ri ro sa se si ta te ti to va ve vi wa za zo bran dor len mar nor stel tur"
              + " vik wen zan")
          .split(" ");

  private final Random random;

  /**
   * @param random decides all that is left open
   */
  SpokenCommands(Random random) {
    this.random = random;
  }

  /**
   * Returns a command of a length.
   *
   * @param words how many there are, separated by one blank each
   */
  String next(int words) {
    List<String> said = new ArrayList<>(expand(any(COMMANDS)));
    while (said.size() < words) {
      said.addAll(addition(words - said.size()));
    }
    return String.join(" ", said.subList(0, words));
  }

  private List<String> addition(int most) {
    for (int i = 0; i < TRIES; i++) {
      List<String> addition = expand(any(ADDITIONS));
      if (addition.size() <= most) {
        return addition;
      }
    }
    return List.of("please");
  }

  /** Puts words in for the names in angle brackets. */
  private List<String> expand(String phrase) {
    List<String> words = new ArrayList<>();
    for (String part : phrase.split(" ", -1)) {
      if (!part.startsWith("<")) {
        words.add(part);
      } else if (part.equals("<invented>")) {
        words.add(invented());
      } else {
        String kind = part.substring(1, part.length() - 1);
        words.addAll(expand(any(WORDS.getOrDefault(kind, List.of()))));
      }
    }
    return words;
  }

  private String any(List<String> choices) {
    String choice = choices.get(random.nextInt(choices.size()));
    boolean name = choices.contains("<invented>");
    return name && random.nextDouble() < INVENTED ? "<invented>" : choice;
  }

  private String invented() {
    StringBuilder word = new StringBuilder();
    int syllables = 2 + random.nextInt(3);
    for (int i = 0; i < syllables; i++) {
      word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
    }
    String name = word.toString();
    return random.nextBoolean()
        ? name
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static Map.Entry<String, List<String>> words(String kind, String alternatives) {
    return Map.entry(kind, List.of(alternatives.split("\\|", -1)));
  }

  private static List<String> alternatives(String lines) {
    return lines.lines().toList();
  }
}
