package io.tagstream.training.config;

/**
 * A key of the configuration of a training or a pre-training; its {@code toString} is what stands
 * in the file.
 */
sealed interface ConfigKey permits TrainKey, DataKey, PretrainKey {}
