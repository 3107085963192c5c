package io.tagstream.local.bench;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/** Where something is measured. */
public final class Machine {
  /** Among what is said: whether others were at work. */
  public static final String BUSY = "busy";

  /** A machine is busy with others if they have work for so much of it. */
  private static final double BUSY_SHARE = 0.5;

  private Machine() {}

  /** Says where it is measured, before anything is: the load is that of others. */
  public static Map<String, Object> describe() {
    Map<String, Object> said = new TreeMap<>();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int processors = Runtime.getRuntime().availableProcessors();
    said.put("loadAverage", Math.round(load * 100) / 100.0);
    said.put(BUSY, load > processors * BUSY_SHARE);
    said.put("processors", processors);
    said.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    said.put("java", String.valueOf(System.getProperty("java.runtime.version")));
    return said;
  }
}
