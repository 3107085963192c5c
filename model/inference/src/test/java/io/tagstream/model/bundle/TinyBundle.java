package io.tagstream.model.bundle;

import io.tagstream.model.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bundle of the tests: a real graph with random weights, and golden examples made of it. */
public final class TinyBundle {
  public static final List<String> TEXTS =
      List.of("Book a table in Oslo. Then play Ann Lee!", "weather at 10:30 \uD83D\uDE00");

  private static final BundleFiles WITHOUT_EXAMPLES = Bundles.open("tiny").files();

  private TinyBundle() {}

  public static BundleFiles files() {
    return BundleWriter.assemble("tiny", descriptor(), contents(), texts());
  }

  public static BundleDescriptor descriptor() {
    return BundleJson.descriptor(WITHOUT_EXAMPLES);
  }

  /** Returns the texts of the golden examples. */
  static List<Text> texts() {
    return TEXTS.stream().map(Text::of).toList();
  }

  /** Everything but bundle.json and the examples, to change and assemble anew. */
  public static Map<String, byte[]> contents() {
    return contents(WITHOUT_EXAMPLES);
  }

  public static Map<String, byte[]> contents(BundleFiles files) {
    Map<String, byte[]> contents = new HashMap<>();
    for (String name : files.names()) {
      if (!name.equals(BundleFiles.DESCRIPTOR)) {
        contents.put(name, files.read(name));
      }
    }
    return contents;
  }

  static BundleTagger tagger() {
    return Bundles.open(files()).tagger();
  }
}
