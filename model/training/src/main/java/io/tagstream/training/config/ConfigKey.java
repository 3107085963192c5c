package io.tagstream.training.config;

/** A key of a training configuration; its {@code toString} is what stands in the file. */
sealed interface ConfigKey permits TrainKey, DataKey {}
