package io.tagstream.topology.process;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.model.stream.StreamTagger;
import io.tagstream.topology.config.StreamSettings;
import io.tagstream.topology.config.TaggingConfig;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How the model in force reads streams. The rules are made once a model; belongs to one task and
 * its thread.
 */
final class StreamReading {
  private final StreamSettings settings;
  private @Nullable Reader last;

  StreamReading(StreamSettings settings) {
    this.settings = settings;
  }

  /**
   * A model and the rules it reads by.
   *
   * @param tagger open as long as its lease
   */
  record Reader(StreamTagger tagger, StreamRules rules) {
    StreamStep read(StreamEvent event) {
      return tagger.read(rules, event);
    }

    ModelId model() {
      return tagger.model();
    }
  }

  /**
   * Returns how a model reads.
   *
   * @throws ConfigException if it reads no streams
   */
  Reader with(Tagger tagger) {
    if (last == null || last.tagger() != tagger) {
      last = reader(tagger);
    }
    return last;
  }

  private Reader reader(Tagger tagger) {
    if (tagger instanceof StreamTagger reader && reader.rightContext().isPresent()) {
      int trained = reader.rightContext().getAsInt();
      return new Reader(reader, rules(settings.rightContext().orElse(trained)));
    }
    ModelId model = tagger.model();
    throw new ConfigException(
        TaggingConfig.STREAM_MODE,
        settings.mode().configName(),
        "expected a model that was trained for streams, found %s %s, which was not. Set %s to a bundle whose bundle.json names a stream.rightContext, or %s=none"
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
