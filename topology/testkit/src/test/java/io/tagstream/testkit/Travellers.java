package io.tagstream.testkit;

/** The model of these tests. */
final class Travellers {
  private Travellers() {}

  /** Knows two cities and a taxi, asks and greets, and fails on 'unspeakable'. */
  static DictionaryTagger tagger() {
    return DictionaryTagger.builder()
        .name("travellers")
        .label("city", "Lisbon|Porto")
        .label("vehicle", "taxi|tram")
        .sentenceClass("question", "\\?")
        .sentenceClass("greeting", "[Hh]ello")
        .sentenceClass("statement", "")
        .failOn("unspeakable")
        .build();
  }
}
