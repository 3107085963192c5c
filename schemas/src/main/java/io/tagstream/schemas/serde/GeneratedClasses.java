package io.tagstream.schemas.serde;

import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro's data model for generated classes, with an own rule for which classes a schema may name.
 * Avro trusts a list of packages kept in system properties, because a schema from outside could
 * make it load any class. Here a class is looked up without being initialized and is used only if
 * it is what Avro generates, so that nobody has to keep such a list.
 */
final class GeneratedClasses extends SpecificData {

  private final ConcurrentHashMap<String, Class<?>> classes = new ConcurrentHashMap<>();

  private GeneratedClasses(ClassLoader loader) {
    super(loader);
  }

  /** A model that finds classes and converts nothing. */
  static GeneratedClasses visibleFrom(ClassLoader loader) {
    return new GeneratedClasses(loader);
  }

  /**
   * The model of one class.
   *
   * @param withLogicalTypes adds Java's types for dates, times, decimals and UUIDs to those the
   *     class was generated with
   */
  static GeneratedClasses modelOf(Class<?> type, boolean withLogicalTypes) {
    ClassLoader loader = type.getClassLoader();
    GeneratedClasses model =
        new GeneratedClasses(loader != null ? loader : ClassLoader.getSystemClassLoader());
    if (withLogicalTypes) {
      model.addLogicalTypeConversion(new Conversions.DecimalConversion());
      model.addLogicalTypeConversion(new Conversions.UUIDConversion());
      model.addLogicalTypeConversion(new TimeConversions.DateConversion());
      model.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
      model.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
      model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
      model.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
      model.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
      model.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
    }
    SpecificData.getForClass(type).getConversions().forEach(model::addLogicalTypeConversion);
    return model;
  }

  /** The generated class of a named type; null if there is none. Other types are Avro's own. */
  @Override
  @SuppressWarnings("rawtypes") // The signature is Avro's.
  public @Nullable Class getClass(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> generatedClass(SpecificData.getClassName(schema));
      default -> super.getClass(schema);
    };
  }

  private @Nullable Class<?> generatedClass(String name) {
    Class<?> known = classes.get(name);
    if (known != null) {
      return known;
    }
    try {
      Class<?> found = Class.forName(name, false, getClassLoader());
      if (!SpecificRecord.class.isAssignableFrom(found)
          && !GenericEnumSymbol.class.isAssignableFrom(found)
          && !GenericFixed.class.isAssignableFrom(found)) {
        return null;
      }
      classes.put(name, found);
      return found;
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
