package io.tagstream.schemas.serde;

/** Is no generated class, and says so in a system property if it is ever initialized. */
final class NamedByASchema {

  static {
    System.setProperty("tagstream.test.initialized", "true");
  }

  private NamedByASchema() {}
}
