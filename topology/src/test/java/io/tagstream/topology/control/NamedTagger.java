package io.tagstream.topology.control;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import java.util.List;

/** A tagger that is known by its model and tags nothing. */
record NamedTagger(ModelId model) implements Tagger {
  @Override
  public List<Tagging> tag(List<Text> texts) {
    throw new UnsupportedOperationException("nothing is tagged here");
  }

  @Override
  public void close() {}
}
