package io.tagstream.testkit.bundle;

import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.source.BundleOrder;
import java.io.IOException;
import java.nio.file.Path;

/** A bundle that must not serve. */
public final class DamagedBundle {
  private final String name;
  private final Reason reason;
  private final Placing placing;

  /** Puts a bundle into a folder and orders it from there. */
  interface Placing {
    BundleOrder in(Path folder) throws IOException;
  }

  DamagedBundle(String name, Reason reason, Placing placing) {
    this.name = name;
    this.reason = reason;
    this.placing = placing;
  }

  /** Returns what is wrong with it, in a few words. */
  public String name() {
    return name;
  }

  /** Returns the reason it must be refused for. */
  public Reason reason() {
    return reason;
  }

  /**
   * Puts the bundle into a folder of its own.
   *
   * @param folder an empty folder that bundles may come from, in another one that is writable
   * @return the order to be refused
   * @throws IOException if a file cannot be written
   */
  public BundleOrder placeIn(Path folder) throws IOException {
    return placing.in(folder);
  }

  @Override
  public String toString() {
    return name + " (" + reason + ")";
  }
}
