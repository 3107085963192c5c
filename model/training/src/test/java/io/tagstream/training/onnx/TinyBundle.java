package io.tagstream.training.onnx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.model.Text;
import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleWriter;
import io.tagstream.model.bundle.EncoderDescriptor;
import io.tagstream.model.decode.TagScheme;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.recurrent.RecurrentShape;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes the small bundles that tests of other modules open: the whole format with random weights,
 * so what they say means nothing. Run it with the directory to write them to.
 */
enum TinyBundle {
  /** Reads no streams. */
  TINY("tiny", EncoderDescriptor.Direction.BIDIRECTIONAL, -1),
  /** Reads streams. */
  STREAMS("tiny-streams", EncoderDescriptor.Direction.BIDIRECTIONAL, 4),
  /** Reads streams and nothing to the right. */
  FORWARD("tiny-forward", EncoderDescriptor.Direction.FORWARD, 0);

  private static final List<String> LABELS = List.of("artist", "date", "place");
  private static final List<String> CLASSES = List.of("BookTable", "GetWeather", "PlayMusic");
  private static final List<Text> EXAMPLES =
      List.of(Text.of("Book a table in Oslo. Then play Ann Lee!"), Text.of("weather at 10:30"));
  private static final int HIDDEN_SIZE = 8;
  private static final int MAX_TOKENS = 64;
  private static final long SEED = 20;

  private final String bundle;
  private final EncoderDescriptor.Direction direction;

  /** Tokens, or -1 for a bundle that reads no streams. */
  private final int rightContext;

  TinyBundle(String bundle, EncoderDescriptor.Direction direction, int rightContext) {
    this.bundle = bundle;
    this.direction = direction;
    this.rightContext = rightContext;
  }

  public static void main(String[] arguments) throws IOException {
    for (TinyBundle tiny : values()) {
      BundleWriter.write(Path.of(arguments[0]).resolve(tiny.bundle), tiny.files());
    }
  }

  /** Returns what the bundle is called. */
  String bundle() {
    return bundle;
  }

  BundleFiles files() {
    RecurrentTokenizer tokenizer = Tokenizers.small();
    int tags = TagSet.of(LABELS).size();
    RecurrentShape shape =
        new RecurrentShape(EncoderDescriptor.Cell.LSTM, 1, HIDDEN_SIZE, tags, CLASSES.size());
    boolean bidirectional = direction == EncoderDescriptor.Direction.BIDIRECTIONAL;
    RandomWeights.Kind kind =
        new RandomWeights.Kind(bidirectional, false, RandomWeights.Pooling.ATTENTION, false, false);
    RecurrentWeights weights = RandomWeights.of(SEED, tokenizer, shape, 8, kind);
    Map<String, byte[]> contents = new TreeMap<>();
    RecurrentGraphs graphs =
        RecurrentGraphWriter.write(weights, tokenizer.featureCount(), rightContext >= 0);
    contents.put(BundleFiles.WORDS, graphs.words());
    contents.put(BundleFiles.MODEL, graphs.sentences());
    contents.put(BundleFiles.TOKENIZER, tokenizer.toJson());
    contents.put(BundleFiles.DECODER, decoder(tags));
    contents.put(
        BundleFiles.MODEL_CARD,
        ("# " + bundle + "\n\nRandom weights for tests; what this model says means nothing.\n")
            .getBytes(StandardCharsets.UTF_8));
    return rightContext < 0
        ? BundleWriter.assemble(bundle, descriptor(), contents)
        : BundleWriter.assemble(bundle, descriptor(), contents, EXAMPLES);
  }

  private BundleDescriptor descriptor() {
    return new BundleDescriptor(
        BundleDescriptor.FORMAT_VERSION,
        bundle,
        "1.0.0",
        "Random weights for tests",
        new EncoderDescriptor.Recurrent(EncoderDescriptor.Cell.LSTM, direction, 1, HIDDEN_SIZE),
        new BundleDescriptor.Heads(
            new BundleDescriptor.SlotHead(TagScheme.BIO, LABELS, BundleDescriptor.DecoderKind.CRF),
            new BundleDescriptor.ClassHead(CLASSES)),
        rightContext < 0 ? null : new BundleDescriptor.Stream(rightContext),
        new BundleDescriptor.Limits(MAX_TOKENS),
        new BundleDescriptor.Provenance(
            List.of(), null, "Apache-2.0", SEED, "TinyBundle", new TreeMap<>()),
        new TreeMap<>());
  }

  private static byte[] decoder(int tags) {
    Random random = new Random(SEED);
    Map<String, Object> decoder = new LinkedHashMap<>();
    decoder.put("start", scores(random, tags));
    float[][] transitions = new float[tags][];
    for (int from = 0; from < tags; from++) {
      transitions[from] = scores(random, tags);
    }
    decoder.put("transitions", transitions);
    decoder.put("end", scores(random, tags));
    try {
      return new ObjectMapper().writeValueAsBytes(decoder);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a decoder is made of plain numbers", e);
    }
  }

  private static float[] scores(Random random, int count) {
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      scores[i] = (float) random.nextGaussian() / 2;
    }
    return scores;
  }
}
