package io.tagstream.training.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Configurations of no more than the keys that are required, and some lines.
 *
 * @param directory where they and their files lie
 */
record SmallestConfig(Path directory) {
  private static final List<String> DATA = List.of("train.jsonl", "dev.jsonl");

  TrainConfig read(String... lines) throws IOException {
    return TrainConfig.read(write(lines), null);
  }

  Path write(String... lines) throws IOException {
    for (String name : DATA) {
      Files.write(directory.resolve(name), new byte[0]);
    }
    List<String> all = new ArrayList<>(List.of("data.train = train.jsonl", "data.dev = dev.jsonl"));
    all.addAll(List.of(lines));
    return Files.write(directory.resolve("train.properties"), all);
  }
}
