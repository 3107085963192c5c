package io.tagstream.training.network;

/** What the learning rate is multiplied by, parameter by parameter. */
@FunctionalInterface
public interface RateFactors {
  /** The same rate for all. */
  RateFactors ONE = name -> 1;

  /** Returns the factor of a parameter; 0 for one that stays as it is. */
  double of(String parameter);
}
