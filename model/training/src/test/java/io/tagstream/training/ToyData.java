package io.tagstream.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A data set of a few made-up sentences, small enough to be learned by heart in a second. */
final class ToyData {
  private static final List<String> SONGS = List.of("Amber Road", "Sleepwalker", "Two Rivers");
  private static final List<String> PLACES = List.of("Ghent", "Porto", "Cold Bay");

  private ToyData() {}

  /** Writes the data and a configuration into a directory; returns the configuration. */
  static Path writeTo(Path directory, String... moreSettings) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String song : SONGS) {
      lines.add(line("PlayMusic", List.of("Play", "the", "song"), song, "song"));
      lines.add(line("PlayMusic", List.of("I", "want", "to", "hear"), song, "song"));
    }
    for (String place : PLACES) {
      lines.add(line("GetWeather", List.of("Will", "it", "rain", "in"), place, "place"));
      lines.add(line("GetWeather", List.of("forecast", "for"), place, "place"));
    }
    Files.write(directory.resolve("toy.jsonl"), lines);
    Files.writeString(directory.resolve("examples.txt"), "Play the song Amber Road 🎸\n");
    List<String> settings =
        new ArrayList<>(
            List.of(
                "bundle.name = toy",
                "bundle.version = 1.0.0",
                "bundle.description = Made-up sentences",
                "bundle.licence = Apache-2.0",
                "bundle.examples = examples.txt",
                "data.train = toy.jsonl",
                "data.dev = toy.jsonl",
                "data.name = toy",
                "data.source = made up",
                "data.licence = Apache-2.0",
                "network.word.minimum.count = 1",
                "network.word.width = 8",
                "network.affix.buckets = 64",
                "network.affix.width = 2",
                "network.character.width = 4",
                "network.character.filters = 8",
                "network.hidden.size = 12",
                "network.attention.width = 8",
                "training.epochs = 40",
                "training.batch.size = 4",
                "training.learning.rate = 0.03",
                "training.average = 0.8",
                "training.dropout.input = 0.1",
                "training.dropout.layer = 0.1",
                "training.dropout.output = 0.1",
                "training.plain.share = 0.5"));
    settings.addAll(List.of(moreSettings));
    return Files.write(directory.resolve("toy.properties"), settings);
  }

  /** Writes the data and a configuration of two data sets, which share a slot head. */
  static Path writeSetsTo(Path directory, String... moreSettings) throws IOException {
    Path config = writeTo(directory, moreSettings);
    Files.writeString(
        directory.resolve("places.conll"), "fly O\nto O\nGhent U-PLACE\n\nrain O\nPorto U-PLACE\n");
    return Files.writeString(
        config,
        Files.readString(config)
            .replaceAll("(?m)^data\\..*$", "")
            .concat(
                """
                data.sets = toy, more
                data.toy.train = toy.jsonl
                data.toy.dev = toy.jsonl
                data.toy.classes = intents
                data.more.train = places.conll
                data.more.dev = places.conll
                data.more.labels = PLACE=place
                data.more.open = song
                data.more.weight = 2.5
                data.more.licence = MIT
                """));
  }

  private static String line(String label, List<String> before, String span, String spanLabel) {
    List<String> tokens = new ArrayList<>(before);
    List<String> tags = new ArrayList<>(before.stream().map(word -> "O").toList());
    for (String word : span.split(" ", -1)) {
      tags.add((tags.get(tags.size() - 1).equals("O") ? "B-" : "I-") + spanLabel);
      tokens.add(word);
    }
    tokens.add(".");
    tags.add("O");
    return "{\"tokens\":[%s],\"tags\":[%s],\"class\":\"%s\"}"
        .formatted(quoted(tokens), quoted(tags), label);
  }

  private static String quoted(List<String> words) {
    return "\"" + String.join("\",\"", words) + "\"";
  }
}
