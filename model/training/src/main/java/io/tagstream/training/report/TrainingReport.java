package io.tagstream.training.report;

import java.util.List;

/**
 * All that a report tells about a training.
 *
 * @param name name of the bundle
 * @param version version of the bundle
 * @param description one sentence about the bundle
 * @param facts what was trained, in groups
 * @param history how it went
 * @param parts scores on the dev and, if there are any, the test sentences; of all data sets
 *     together and, if there are several, of each
 * @param errors mistakes on the dev sentences; those on the test sentences stay unseen, lest they
 *     are learned from
 */
public record TrainingReport(
    String name,
    String version,
    String description,
    List<FactGroup> facts,
    TrainingHistory history,
    List<PartScores> parts,
    ErrorAnalysis errors) {
  public TrainingReport {
    facts = List.copyOf(facts);
    parts = List.copyOf(parts);
  }

  /** Returns the scores on all data sets together. */
  List<PartScores> pooled() {
    return parts.stream().filter(PartScores::isOfAll).toList();
  }

  /** Facts that belong together. */
  public record FactGroup(String title, List<Fact> facts) {
    public FactGroup {
      facts = List.copyOf(facts);
    }
  }

  /** A name and what there is to say under it. */
  public record Fact(String name, String value) {}
}
