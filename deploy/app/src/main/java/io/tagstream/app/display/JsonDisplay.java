package io.tagstream.app.display;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;

/** Writes each text as one JSON object on one line. */
final class JsonDisplay implements Display {
  private final ObjectMapper json = new ObjectMapper();
  private final PrintWriter out;

  JsonDisplay(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void show(Passage passage) {
    try {
      out.println(json.writeValueAsString(passage));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of strings and numbers always make JSON", e);
    }
    out.flush();
  }
}
