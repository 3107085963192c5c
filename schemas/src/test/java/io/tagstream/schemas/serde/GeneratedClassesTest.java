package io.tagstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.TextEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class GeneratedClassesTest {

  private static final ClassLoader LOADER = GeneratedClassesTest.class.getClassLoader();

  @Test
  void shouldFindGeneratedClassesOnly() {
    GeneratedClasses classes = GeneratedClasses.visibleFrom(LOADER);
    assertThat(classes.getClass(TextEvent.getClassSchema())).isEqualTo(TextEvent.class);
    assertThat(classes.getClass(DeadLetterReason.getClassSchema()))
        .isEqualTo(DeadLetterReason.class);
    assertThat(classes.getClass(Schema.createRecord("Nowhere", null, "com.example", false)))
        .isNull();
    assertThat(classes.getClass(Schema.createRecord("Object", null, "java.lang", false))).isNull();
    assertThat(classes.getClass(Schema.create(Schema.Type.INT))).isEqualTo(int.class);
  }

  @Test
  void shouldNotRunTheCodeOfAClassThatASchemaNames() {
    Schema named = Schema.createRecord("NamedByASchema", null, "io.tagstream.schemas.serde", false);
    assertThat(GeneratedClasses.visibleFrom(LOADER).getClass(named)).isNull();
    assertThat(System.getProperty("tagstream.test.initialized")).isNull();
  }

  @Test
  void shouldConvertLogicalTypesOnlyIfAsked() {
    GeneratedClasses plain = GeneratedClasses.modelOf(TextEvent.class, false);
    GeneratedClasses converting = GeneratedClasses.modelOf(TextEvent.class, true);
    for (Class<?> type :
        new Class<?>[] {LocalDate.class, Instant.class, BigDecimal.class, UUID.class}) {
      assertThat(plain.getConversionByClass(type)).isNull();
      assertThat(converting.getConversionByClass(type)).isNotNull();
    }
  }
}
