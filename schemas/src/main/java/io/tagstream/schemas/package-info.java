/**
 * The wire contract: classes generated from {@code src/main/avro}. Nothing in here is written by
 * hand; a change of a schema must be able to read what the versions before it wrote (BACKWARD).
 *
 * <p>Two things of Avro 1.12.2 to know, which trusts no class that is not on its list: a builder of
 * {@link io.tagstream.schemas.TaggedText} or {@link io.tagstream.schemas.DeadLetter} cannot fill in
 * an empty list of records, so set every list; and Avro's own readers refuse these classes, so read
 * them with {@link io.tagstream.schemas.serde.SpecificAvroSerde}. Naming this package under the
 * system property {@code org.apache.avro.SERIALIZABLE_PACKAGES} lifts both.
 */
package io.tagstream.schemas;
