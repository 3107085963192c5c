package io.tagstream.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Brings a payload from one schema into another by Avro's schema resolution. Generated classes are
 * written by field position, so a record can only be written directly with the schema of its class.
 */
record Translation(Schema from, Schema to) {

  /**
   * @param isStrict refuses a pair that does not always resolve; else the single record decides
   */
  static Translation of(Schema from, Schema to, String subject, boolean isStrict) {
    SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(to, from);
    if (isStrict && pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new SerializationException(
          ("Subject '%s': expected a schema that can read records of %s, found one that cannot: %s."
                  + " Register a compatible version, set auto.register.schemas=true, or set"
                  + " latest.compatibility.strict=false to let every record decide.")
              .formatted(
                  subject,
                  from.getFullName(),
                  pair.getResult().getIncompatibilities().stream()
                      .map(found -> found.getType() + " at " + found.getLocation())
                      .toList()));
    }
    return new Translation(from, to);
  }

  byte[] apply(byte[] payload) throws IOException {
    Object resolved =
        new GenericDatumReader<>(from, to)
            .read(null, DecoderFactory.get().binaryDecoder(payload, null));
    return encode(new GenericDatumWriter<>(to), resolved);
  }

  static byte[] encode(DatumWriter<Object> writer, Object datum) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    writer.write(datum, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
