package io.tagstream.training;

import io.tagstream.training.EpochSeed.Purpose;
import io.tagstream.training.checkpoint.PretrainingDirectory;
import io.tagstream.training.checkpoint.SentenceDigest;
import io.tagstream.training.checkpoint.TrainingIdentity;
import io.tagstream.training.config.PretrainConfig;
import io.tagstream.training.config.PretrainConfig.Texts;
import io.tagstream.training.pretraining.Corpus;
import io.tagstream.training.pretraining.Document;
import io.tagstream.training.pretraining.MaskedRows;
import io.tagstream.training.pretraining.PretrainedFiles;
import io.tagstream.training.pretraining.WordPieces;
import io.tagstream.training.report.FrequencyGuess;
import io.tagstream.training.report.PretrainingHistory;
import io.tagstream.training.report.PretrainingReport;
import io.tagstream.training.report.TrainingReport.Fact;
import io.tagstream.training.report.TrainingReport.FactGroup;
import io.tagstream.training.transformer.MaskedRow;
import io.tagstream.training.transformer.PretrainingNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** From texts to an encoder: learns a vocabulary, pairs and masks sentences, trains. */
final class PretrainingRun {
  /** With fewer hidden pieces the second digit of a perplexity is chance. */
  private static final int FEW_HIDDEN_PIECES = 2_000;

  private final PretrainConfig config;
  private final PretrainingListener listener;
  private final PrintWriter err;

  PretrainingRun(PretrainConfig config, PretrainingListener listener, PrintWriter err) {
    this.config = config;
    this.listener = listener;
    this.err = err;
  }

  /** An encoder and what there is to tell about its training. */
  record Result(PretrainedFiles files, PretrainingReport report) {}

  /**
   * Makes the encoder. The interruption is watched for from when all is read: before that, a signal
   * ends the process.
   *
   * @param directory where the training keeps what it needs to go on
   * @param interruption looked at until the encoder is whole
   * @throws TrainingInterruptedException if it was asked to stop
   */
  Result run(PretrainingDirectory directory, Interruption interruption) throws IOException {
    Corpus corpus = corpus();
    WordPieces pieces = learned(corpus);
    List<List<int[]>> train = pieces.cut(corpus.train());
    List<MaskedRow> heldOut = heldOut(pieces, corpus);
    FrequencyGuess guess =
        FrequencyGuess.of(heldOut, train, pieces.size(), WordPieces.Special.UNK.id());
    interruption.watch();
    try (PretrainingNetwork network = network(pieces)) {
      say(
          "%,d texts to learn from, %,d held out; %,d pieces in the vocabulary, %,d in the texts; %,d parameters",
          corpus.train().size(),
          corpus.dev().size(),
          pieces.size(),
          train.stream().flatMap(List::stream).mapToLong(each -> each.length).sum(),
          network.parameterCount());
      sayWhatIsScored(corpus, heldOut, guess);
      PretrainingLoop loop =
          new PretrainingLoop(
              config.training(),
              network,
              rows(train, pieces),
              heldOut,
              listener,
              interruption,
              System::nanoTime);
      PretrainingHistory history = loop.run(directory, identity(corpus));
      PretrainedFiles files =
          new PretrainedFiles(
              config.origin(),
              network.weights(),
              network.headWeights(),
              pieces,
              config.training().learning().dropout());
      return new Result(
          files,
          new PretrainingReport(config.name(), facts(corpus, network, pieces), guess, history));
    }
  }

  private void sayWhatIsScored(Corpus corpus, List<MaskedRow> heldOut, FrequencyGuess guess) {
    if (corpus.repeated() > 0) {
      say("%,d files have the text of another one, and are left out", corpus.repeated());
    }
    say(
        "%,d held-out rows with %,d hidden pieces, %.1f %% of them unknown; guessing by frequency has a perplexity of %,.1f",
        heldOut.size(), guess.hidden(), guess.unknownPercent(), guess.perplexity());
    if (guess.hidden() < FEW_HIDDEN_PIECES) {
      say(
          "warning: with fewer than %,d hidden pieces a perplexity is a rough figure; hold more out with data.dev.share or data.dev, or score more with training.evaluation.rows",
          FEW_HIDDEN_PIECES);
    }
  }

  private WordPieces learned(Corpus corpus) {
    PretrainConfig.Vocabulary vocabulary = config.vocabulary();
    return WordPieces.learn(
        corpus.train(), vocabulary.size(), vocabulary.minimumCount(), vocabulary.lowerCase());
  }

  private PretrainingNetwork network(WordPieces pieces) {
    return new PretrainingNetwork(
        config.network().shape(pieces.size()),
        config.training().learning(),
        config.training().seed());
  }

  private Corpus corpus() throws IOException {
    Texts texts = config.texts();
    return Corpus.read(
        texts.paths(),
        texts.dev(),
        texts.devShare(),
        new EpochSeed(config.training().seed(), 0).random(Purpose.HELD_OUT));
  }

  private MaskedRows rows(List<List<int[]>> documents, WordPieces pieces) {
    return new MaskedRows(
        documents,
        config.network().longestRow(),
        config.training().batchSize(),
        pieces.size(),
        epoch -> seed(epoch).random(Purpose.PAIRS),
        step -> seed(step).random(Purpose.MASKS));
  }

  private EpochSeed seed(long number) {
    return new EpochSeed(config.training().seed(), Math.toIntExact(number));
  }

  /** Rows of the texts that are held out, masked once and for all. */
  private List<MaskedRow> heldOut(WordPieces pieces, Corpus corpus) {
    return rows(pieces.cut(corpus.dev()), pieces).first(config.training().evaluationRows());
  }

  private TrainingIdentity identity(Corpus corpus) {
    SortedMap<String, String> facts = new TreeMap<>(config.changed());
    facts.put("texts to learn from", digest(corpus.train()));
    facts.put("texts held out", digest(corpus.dev()));
    facts.put("libraries", Libraries.versions());
    facts.put("computed on", config.training().learning().device().found().toString());
    return new TrainingIdentity(facts);
  }

  private static String digest(List<Document> documents) {
    return SentenceDigest.ofTexts(documents.stream().map(Document::sentences).toList());
  }

  private List<FactGroup> facts(Corpus corpus, PretrainingNetwork network, WordPieces pieces) {
    List<Fact> settings = new ArrayList<>();
    config.changed().forEach((key, value) -> settings.add(new Fact(key, value)));
    return List.of(
        new FactGroup(
            "Data",
            List.of(
                new Fact("learned from", digest(corpus.train())),
                new Fact("held out", digest(corpus.dev())),
                new Fact("source", config.texts().source()),
                new Fact("licence", config.texts().licence()))),
        new FactGroup(
            "Network",
            List.of(
                new Fact("parameters", figure(network.parameterCount())),
                new Fact("pieces", figure(pieces.size())),
                new Fact("libraries", Libraries.versions()))),
        new FactGroup("Settings", settings));
  }

  private static String figure(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private void say(String format, Object... arguments) {
    err.println(String.format(Locale.ROOT, format, arguments));
    err.flush();
  }
}
