package io.tagstream.training.network;

/** Names of the parameters of a network. */
final class ParameterNames {
  static final String WORDS = "words";
  static final String FEATURES = "features";
  static final String CHARACTERS = "characters";
  static final String CONVOLUTION = "convolution";
  static final String FORWARD = "forward";
  static final String BACKWARD = "backward";
  static final String SLOTS = "slots";
  static final String CRF_START = "crf.start";
  static final String CRF_TRANSITIONS = "crf.transitions";
  static final String CRF_END = "crf.end";
  static final String ATTENTION = "attention";
  static final String ATTENTION_QUERY = "attention.query";
  static final String CLASSES = "classes";

  static final String WEIGHT = ".weight";
  static final String BIAS = ".bias";
  static final String INPUT = ".input";
  static final String RECURRENT = ".recurrent";
  static final String INPUT_BIAS = ".inputBias";
  static final String RECURRENT_BIAS = ".recurrentBias";

  private ParameterNames() {}
}
