package io.tagstream.topology.tagging;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamTagger;
import io.tagstream.topology.config.StreamSettings;
import io.tagstream.topology.config.TaggingConfig;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Gives the model in force the rules to read streams by. They are made once a model; used by one
 * thread at a time.
 */
final class ReadingModels {
  private final StreamSettings settings;
  private @Nullable ReadingModel last;

  ReadingModels(StreamSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns a model with its rules.
   *
   * @throws ConfigException if it reads no streams
   */
  ReadingModel with(Tagger tagger) {
    if (last == null || last.tagger() != tagger) {
      last = readingModel(tagger);
    }
    return last;
  }

  private ReadingModel readingModel(Tagger tagger) {
    if (tagger instanceof StreamTagger reader && reader.rightContext().isPresent()) {
      int trained = reader.rightContext().getAsInt();
      return new ReadingModel(reader, rules(settings.rightContext().orElse(trained)));
    }
    ModelId model = tagger.model();
    throw new ConfigException(
        TaggingConfig.STREAM_MODE,
        settings.mode().configName(),
        "expected a model that was trained for streams, found %s %s, which was not. Set %s to a bundle whose bundle.json names a stream.rightContext, such as the shipped assistant or support, or %s=none"
            .formatted(
                model.name(),
                model.version(),
                TaggingConfig.MODEL_BUNDLE,
                TaggingConfig.STREAM_MODE));
  }

  private StreamRules rules(int rightContext) {
    return switch (settings.mode()) {
      case UTTERANCE -> StreamRules.utterances();
      case FRAGMENT -> new StreamRules(StreamRules.Mode.FRAGMENT, rightContext, settings.delay());
      case NONE -> throw new IllegalStateException("without a mode there are no streams to read");
    };
  }
}
