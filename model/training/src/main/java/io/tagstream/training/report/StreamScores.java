package io.tagstream.training.report;

import io.tagstream.model.evaluation.EvaluationReport;

/**
 * How a bundle does on turns of streams, besides what it does on all of them as they are served.
 *
 * @param alone scores of all turns, each from zero state
 * @param unseen scores, turn by turn, of those whose words are none of a sentence learned from
 * @param unseenAlone scores of the same, each from zero state
 */
public record StreamScores(
    EvaluationReport alone, EvaluationReport unseen, EvaluationReport unseenAlone) {}
