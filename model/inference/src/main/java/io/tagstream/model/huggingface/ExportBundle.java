package io.tagstream.model.huggingface;

import io.tagstream.model.Text;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes bundles of exports that can be sent elsewhere: with golden examples, of bounded size. */
public final class ExportBundle {
  /** What a model without examples of its users is asked: several scripts, tones and lengths. */
  public static final List<Text> NEUTRAL_TEXTS =
      Stream.of(
              "Ada Lovelace wrote the first program in London in 1843.",
              "The parcel from Zürich has not arrived; please call me back on Tuesday, O'Neill.",
              "I have never enjoyed a film as much as this one! 🎉",
              "What is the weather going to be like in São Paulo tomorrow?",
              "東京は日本の首都です。",
              "Москва — столица России.")
          .map(Text::of)
          .toList();

  private ExportBundle() {}

  /**
   * Returns the files of a bundle such that it can be sent elsewhere: those of an export with
   * golden examples of {@link #NEUTRAL_TEXTS}, those of any other bundle as they are.
   *
   * @throws BundleException if the model cannot be loaded
   */
  public static BundleFiles sendable(Bundle bundle) {
    return bundle.files().isForeign() ? withExamples(bundle, NEUTRAL_TEXTS) : bundle.files();
  }

  /**
   * Makes a bundle of an export.
   *
   * @param export as {@link HuggingFaceExport} reads it
   * @param texts that the model tags now, to be checked whenever the bundle is opened
   * @return the files of the bundle, in memory
   * @throws BundleException if the model cannot be loaded
   */
  public static BundleFiles withExamples(Bundle export, List<Text> texts) {
    BundleFiles files = export.files();
    Map<String, byte[]> contents = new TreeMap<>();
    for (String name : export.descriptor().files().keySet()) {
      contents.put(name, files.read(name));
    }
    return BundleWriter.assemble(files.location(), export.descriptor(), contents, texts);
  }
}
