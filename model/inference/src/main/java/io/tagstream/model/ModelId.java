package io.tagstream.model;

/**
 * Names one trained bundle exactly.
 *
 * @param name name of the bundle, for example {@code assistant}
 * @param version version of the bundle
 * @param digest SHA-256 of the bundle's {@code bundle.json} in lower-case hexadecimal; that file
 *     lists the digests of all others
 */
public record ModelId(String name, String version, String digest) {}
