package io.tagstream.local.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The processor time that the threads of one application have used, told apart by their names.
 * Belongs to one thread.
 */
final class CpuClock {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final Map<Long, Optional<CpuGroup>> groups = new HashMap<>();
  private final Map<Long, Long> last = new HashMap<>();
  private final String applicationId;

  CpuClock(String applicationId) {
    this.applicationId = applicationId;
  }

  /**
   * Processor time in nanoseconds since some beginning.
   *
   * @param process that of the whole process: broker, compiler and garbage collector included
   */
  record Reading(Map<CpuGroup, Long> nanos, long process) {}

  /** Reads the clock. What a thread that has ended used is kept. */
  Reading read() {
    for (long id : threads.getAllThreadIds()) {
      long nanos = groupOf(id).isPresent() ? threads.getThreadCpuTime(id) : -1;
      if (nanos >= 0) {
        last.put(id, nanos);
      }
    }
    Map<CpuGroup, Long> nanos = new EnumMap<>(CpuGroup.class);
    for (CpuGroup group : CpuGroup.values()) {
      nanos.put(group, 0L);
    }
    last.forEach((id, used) -> groupOf(id).ifPresent(group -> nanos.merge(group, used, Long::sum)));
    return new Reading(nanos, process.getProcessCpuTime());
  }

  private Optional<CpuGroup> groupOf(long id) {
    return groups.computeIfAbsent(id, this::find);
  }

  private Optional<CpuGroup> find(long id) {
    ThreadInfo info = threads.getThreadInfo(id);
    return info == null
        ? Optional.empty()
        : Optional.ofNullable(CpuGroup.of(info.getThreadName(), applicationId));
  }
}
