package io.tagstream.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;

/** Writes each change as one JSON object on one line. */
final class JsonChanges implements StreamOutput {
  private final ObjectMapper json = new ObjectMapper();
  private final PrintWriter out;
  private final PrintWriter notes;

  JsonChanges(PrintWriter out, PrintWriter notes) {
    this.out = out;
    this.notes = notes;
  }

  @Override
  public void changed(SpeakerText speaker, List<TagChange> changes) {
    try {
      for (TagChange change : changes) {
        out.println(json.writeValueAsString(change));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of strings and numbers always make JSON", e);
    }
    out.flush();
  }

  @Override
  public void tick(String footer) {}

  @Override
  public void end(String footer) {
    notes.println(footer);
    notes.flush();
  }
}
